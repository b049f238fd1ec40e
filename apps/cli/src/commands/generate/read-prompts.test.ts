import { describe, expect, it } from 'vitest'
import { parsePromptList } from './read-prompts.ts'

describe('parsePromptList', () => {
  it('takes one prompt per line and skips blank lines and comments', () => {
    expect(parsePromptList('\uFEFFa fox\r\n\n  # not this\n  a cat \n')).toEqual(['a fox', 'a cat'])
  })

  it('keeps a # inside a prompt', () => {
    expect(parsePromptList('the number #1')).toEqual(['the number #1'])
  })

  it('is empty for an empty file', () => {
    expect(parsePromptList('\n')).toEqual([])
  })
})
