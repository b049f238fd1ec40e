import { aJob } from '@fluxkit/jobs/testing'
import { describe, expect, it } from 'vitest'
import type { CliEvent } from '../journal/events.ts'
import { errorFacts } from '../errors/error-facts.ts'
import { english } from '../language/translator.ts'
import { createPaint } from '../terminal/paint.ts'
import { emptyProgress, progressAfter, type ProgressState } from './progress-state.ts'
import { progressText } from './progress-text.ts'
import { symbolsFor } from '../terminal/symbols.ts'

const job = aJob({ attempts: [{ key: 'k', wire: {}, sentAtMs: 0 }], task: { id: 'task-1', via: 'answer' } })
const submitting: CliEvent = { type: 'submitting', job }
const running: CliEvent = { type: 'running', job, state: 'running', elapsedMs: 4_000, expectedMs: 8_000 }

function after(events: readonly CliEvent[], nowMs: number, total = 1, factor = 1): ProgressState {
  return events.reduce((state, event) => progressAfter(state, event, nowMs, factor), emptyProgress(total))
}

function text(state: ProgressState, nowMs: number, columns = 80): string {
  return progressText(state, {
    nowMs,
    columns,
    paint: createPaint(false),
    symbols: symbolsFor('linux', {}),
    texts: english,
    frame: 0,
  })
}

describe('the progress line', () => {
  it('is empty when nothing runs', () => {
    expect(text(emptyProgress(1), 0)).toBe('')
  })

  it('says that a request is on its way', () => {
    expect(text(after([submitting], 0), 500)).toBe('⠋ flux-dev  submitting')
  })

  it('shows the time that the model usually takes as soon as it is submitted', () => {
    expect(text(after([submitting, { type: 'submitted', job, late: false }], 0), 2_000)).toBe(
      '⠋ flux-dev  ━━━━━━──────────────────  2 s of about 8 s',
    )
  })

  it('continues between two polls of the task', () => {
    const state = after([submitting, running], 4_000)
    expect(text(state, 4_000)).toContain('4 s of about 8 s')
    expect(text(state, 6_500)).toContain('6 s of about 8 s')
  })

  it('is never full while the task runs', () => {
    expect(text(after([running], 4_000), 60_000)).toBe('⠋ flux-dev  ━━━━━━━━━━━━━━━━━━━━━━━─  60 s, usually about 8 s')
  })

  it('says that a task is queued', () => {
    expect(text(after([{ ...running, state: 'queued' }], 4_000), 4_000)).toContain('queued, 4 s of about 8 s')
  })

  it('says that a poll failed, and forgets it with the next one', () => {
    const troubled = after([running, { type: 'trouble', job, error: new Error('x') }], 4_000)
    expect(text(troubled, 4_000, 120)).toContain('no answer just now, trying again')
    expect(text(progressAfter(troubled, running, 4_000), 4_000, 120)).not.toContain('trying again')
  })

  it('expects less of a sandbox that is faster', () => {
    expect(text(after([running], 4_000, 1, 0.5), 4_000)).toContain('4 s of about 4 s')
  })

  it('drops the bar in a narrow terminal', () => {
    expect(text(after([running], 4_000), 4_000, 50)).toBe('⠋ flux-dev  4 s of about 8 s')
  })

  it('counts when there are several', () => {
    const other = aJob({ id: '20260101-000000-bbbb' })
    const problem = { facts: errorFacts(new Error('x')), exitCode: 1 } as const
    const state = after(
      [running, { type: 'submitting', job: other }, { type: 'failed', job: other, problem }],
      4_000,
      5,
    )
    expect(text(state, 4_000)).toBe('⠋ ━━━━━───────────────────  0 of 5 done, 1 running, 1 failed  oldest 4 s')
  })
})
