import { describe, expect, it } from 'vitest'
import { errorText } from './error-text.ts'
import { createPaint } from './paint.ts'
import { symbolsFor } from './symbols.ts'

const facts = {
  code: 'image_unavailable',
  message: 'The host answered with status 404.',
  charged: 'yes',
  retryable: true,
  advice: 'The picture is paid for: fetch it again.',
} as const

function textOf(isSandbox: boolean, fields: Partial<Parameters<typeof errorText>[0]> = {}): string {
  return errorText({ ...facts, ...fields }, createPaint(false), symbolsFor('linux', {}), { isSandbox })
}

describe('errorText', () => {
  it('says what happened, what was charged, what to do and what support asks for', () => {
    expect(textOf(false, { status: 404, taskId: 'task-1', traceId: 'trace-1' }).split('\n')).toEqual([
      '✗ The host answered with status 404.',
      '  It may have been charged already.',
      '  The picture is paid for: fetch it again.',
      '  image_unavailable · HTTP 404 · task task-1 · trace trace-1',
      '',
    ])
  })

  it('gives no advice about money in the sandbox, where nothing is charged and nothing can be collected', () => {
    expect(textOf(true).split('\n').slice(1, 3)).toEqual([
      '  Nothing was charged: this is the sandbox.',
      '  Make it again. At the real service it could have been charged.',
    ])
  })

  it('keeps the advice of the sandbox on what is free anyway', () => {
    expect(textOf(true, { charged: 'no', advice: 'Change the prompt.' })).toContain('  Change the prompt.')
  })
})
