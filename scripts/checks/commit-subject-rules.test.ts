import { describe, expect, test } from 'vitest'
import { complaintAboutSubject } from './commit-subject-rules.ts'

describe('a subject passes', () => {
  test.each([
    'fix(core): retry a refused connection',
    'docs: describe the sandbox',
    'feat(cli)!: remove the old command',
    'refactor(discord-bot): one folder per command',
    `fix: ${'x'.repeat(67)}`,
  ])('%s', (subject) => {
    expect(complaintAboutSubject(subject)).toBeUndefined()
  })
})

describe('a subject fails', () => {
  test('with more than 72 characters', () => {
    expect(complaintAboutSubject(`fix: ${'x'.repeat(68)}`)).toMatch('73 characters, at most 72')
  })

  test.each([
    'VS Code extension: no folders',
    'Fix: capital',
    'fix : space',
    'fix:no space',
    'wip',
    'fix(): empty',
    'feature: long type',
  ])('without type, scope and text: %s', (subject) => {
    expect(complaintAboutSubject(subject)).toBe(`not \`type(scope): what changed\`: ${subject}`)
  })
})
