import { expect, test } from 'vitest'
import type * as vscode from 'vscode'
import { createTyping } from './typing.ts'

function doc(uri: string): vscode.TextDocument {
  return { uri: { toString: () => uri } } as unknown as vscode.TextDocument
}

function change(
  text: string,
  { uri = 'file:///a.md', line = 3, replaces = false } = {},
): vscode.TextDocumentChangeEvent {
  const range = { start: { line }, isEmpty: !replaces }
  return { document: doc(uri), contentChanges: [{ range, text }] } as unknown as vscode.TextDocumentChangeEvent
}

test.each<[string, vscode.TextDocumentChangeEvent, number]>([
  ['after a letter', change('n'), 400],
  ['after a deletion', change('', { replaces: true }), 400],
  ['in a word that is composed', change('にほ', { replaces: true }), 4_900],
  ['in a word in Latin letters that is composed', change('ni', { replaces: true }), 4_900],
  ['at the first letter of a word that is composed', change('に'), 4_900],
  ['after a change of another line', change('n', { line: 4 }), 0],
  ['after a change of another document', change('n', { uri: 'file:///b.md' }), 0],
])('%s a line rests for a while', (_, event, expectedMs) => {
  const typing = createTyping()
  typing.note(event, 1_000)
  expect(typing.restMs(doc('file:///a.md'), 3, 1_100)).toBe(expectedMs)
})

test('a line rests no longer once the user has paused, or when the clock was set back', () => {
  const typing = createTyping()
  expect(typing.restMs(doc('file:///a.md'), 3, 1_000)).toBe(0)
  typing.note(change('n'), 10_000)
  expect(typing.restMs(doc('file:///a.md'), 3, 10_500)).toBe(0)
  expect(typing.restMs(doc('file:///a.md'), 3, 0)).toBe(5_000)
})
