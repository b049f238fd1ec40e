import { describe, expect, it } from 'vitest'
import type { ErrorFacts } from '../errors/error-facts.ts'
import { errorText } from './error-text.ts'
import { createPaint } from '../terminal/paint.ts'
import { symbolsFor } from '../terminal/symbols.ts'

const facts: ErrorFacts = {
  code: 'image_unavailable',
  message: 'The host answered with status 404.',
  charged: 'yes',
  retryable: true,
  advice: 'The image is paid for: fetch it again.',
}

function lines(fields: Partial<ErrorFacts> = {}, { isSandbox = false, launcher = 'fluxkit' } = {}): string[] {
  const look = { paint: createPaint(false), symbols: symbolsFor('linux', {}), launcher, isSandbox }
  return errorText({ ...facts, ...fields }, look).split('\n')
}

describe('errorText', () => {
  it('says what happened, what was charged, what to do and what support asks for', () => {
    expect(lines({ status: 404, taskId: 'task-1', traceId: 'trace-1' })).toEqual([
      '✗ The host answered with status 404.',
      '  It may have been charged already.',
      '  The image is paid for: fetch it again.',
      '  image_unavailable · HTTP 404 · task task-1 · trace trace-1',
      '',
    ])
  })

  it('shows links and the command that recovers what is paid for', () => {
    expect(
      lines({ imageUrls: ['https://img.example/1.png'], recover: 'fluxkit wait task-1 --out DIR' }).slice(3),
    ).toEqual([
      '  Image: https://img.example/1.png',
      '  Recover it with: fluxkit wait task-1 --out DIR',
      '  image_unavailable',
      '',
    ])
  })

  it('names commands in the words that were typed', () => {
    const text = lines(
      { advice: 'Run `fluxkit login`, says fluxkit itself.', recover: 'fluxkit wait task-1' },
      { launcher: 'npm start --' },
    )
    expect(text.slice(2, 4)).toEqual([
      '  Run `npm start -- login`, says fluxkit itself.',
      '  Recover it with: npm start -- wait task-1',
    ])
  })

  it('gives no advice about money in the sandbox, where nothing is charged and nothing can be recovered', () => {
    expect(lines({ recover: 'fluxkit wait task-1' }, { isSandbox: true }).slice(1, 4)).toEqual([
      '  Nothing was charged: this is the sandbox.',
      '  Make it again. At the real service it could have been charged.',
      '  image_unavailable',
    ])
  })

  it('keeps the advice of the sandbox on what is free anyway', () => {
    expect(lines({ charged: 'no', advice: 'Change the prompt.' }, { isSandbox: true })).toContain(
      '  Change the prompt.',
    )
  })
})
