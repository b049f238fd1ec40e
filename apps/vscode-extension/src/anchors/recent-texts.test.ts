import { expect, test } from 'vitest'
import type * as vscode from 'vscode'
import { createRecentTexts } from './recent-texts.ts'

function doc(uri: string, text: string): vscode.TextDocument {
  return { uri: { toString: () => uri }, getText: () => text } as unknown as vscode.TextDocument
}

test.each<[string, string[], string, 'now' | 'before' | undefined]>([
  ['the same text', ['a'], 'a', 'now'],
  ['another text', ['a'], 'b', undefined],
  ['the text before it was reverted', ['a', ''], 'a', 'before'],
  ['the text as saving has trimmed it', ['a  \nb\n\n'], 'a\r\nb\n', 'now'],
  ['an empty text, left by what was saved elsewhere', ['a', ''], '', undefined],
  ['an empty text that was always empty', ['', ''], '', 'now'],
  ['the text of two changes ago', ['a', 'b', 'c'], 'a', undefined],
])('%s', (_, texts, other, expected) => {
  const recent = createRecentTexts()
  for (const text of texts) recent.note(doc('untitled:x', text))
  expect(recent.matching('untitled:x', doc('y', other))).toBe(expected)
  recent.keepOnly(new Set(['z']))
  expect(recent.matching('untitled:x', doc('y', other))).toBeUndefined()
})

test('an empty file reads as every other new file does: that says nothing', () => {
  const recent = createRecentTexts()
  recent.note(doc('file:///x.md', ''))
  expect(recent.matching('file:///x.md', doc('file:///y.md', ''))).toBeUndefined()
})
