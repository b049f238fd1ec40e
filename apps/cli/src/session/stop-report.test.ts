import type { Job } from '@fluxkit/jobs'
import { aJob } from '@fluxkit/jobs/testing'
import { describe, expect, it } from 'vitest'
import type { Cli } from '../cli.ts'
import { english } from '../language/translator.ts'
import { createPaint } from '../terminal/paint.ts'
import { stopReport } from './stop-report.ts'

const cli = { launcher: 'fluxkit', errPaint: createPaint(false), texts: english } as Cli
const sent = { key: 'k', wire: {}, sentAtMs: 0 }
const submitted = (id: string): Partial<Job> => ({ attempts: [sent], task: { id, via: 'answer' } })
const failed = (charged: 'no' | 'unknown'): Partial<Job> => ({ end: { kind: 'failed', charged, atMs: 0 } })

function report(jobs: readonly Partial<Job>[], isSandbox = false): string {
  const outcomes = jobs.map((facts) => ({ id: 'job-1', job: aJob(facts), saved: [] }))
  return stopReport(cli, outcomes, 0, isSandbox)
}

describe('stopReport', () => {
  it('says that nothing was submitted', () => {
    expect(report([])).toBe('Stopped. Nothing was submitted, nothing was charged.')
    expect(report([failed('no')])).toBe('Stopped. Nothing was submitted, nothing was charged.')
  })

  it('does not say so after a task that failed and may be charged', () => {
    expect(report([{ ...submitted('task-1'), ...failed('unknown') }])).toBe('Stopped.')
  })

  it('names the task that continues', () => {
    expect(report([submitted('task-1')])).toBe(
      'Stopped waiting. The task goes on at the service, and it is charged unless it fails.\nRecover it with:\n  fluxkit wait task-1',
    )
  })

  it('names no more than three', () => {
    const four = ['a', 'b', 'c', 'd'].map((id) => submitted(id))
    expect(report(four)).toContain('4 tasks go on at the service')
    expect(report(four)).toMatch(/ {2}fluxkit wait$/)
  })

  it('says what has been charged but not saved', () => {
    const image = { url: 'https://img.example/1.png', tries: 0 }
    expect(report([{ ...submitted('task-1'), images: [image] }])).toContain('are made and have been charged.')
  })

  it('says that a request without an answer may have been charged, and how to look for it', () => {
    expect(report([{ attempts: [sent] }])).toContain('it may have been accepted and charged.')
    expect(report([{ attempts: [sent] }])).toMatch(/ {2}fluxkit wait job-1$/)
  })

  it('says that the sandbox charges nothing', () => {
    expect(report([submitted('task-1')], true)).toContain('Nothing was charged: this was the sandbox')
  })
})
