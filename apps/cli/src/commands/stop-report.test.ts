import { describe, expect, it } from 'vitest'
import type { Cli } from '../cli.ts'
import { aJob } from '../jobs/fakes.ts'
import type { Job } from '../jobs/job.ts'
import { createPaint } from '../output/paint.ts'
import { stopReport } from './stop-report.ts'

const cli = { launcher: 'fluxkit', errPaint: createPaint(false) } as Cli

function report(jobs: readonly Partial<Job>[], isSandbox = false): string {
  return stopReport(
    cli,
    jobs.map((fields) => ({ job: aJob(fields), pictures: [] })),
    isSandbox,
  )
}

describe('stopReport', () => {
  it('tells that nothing was submitted', () => {
    expect(report([])).toBe('Stopped. Nothing was submitted, nothing was charged.')
    expect(report([{ state: 'failed' }])).toBe('Stopped. Nothing was submitted, nothing was charged.')
  })

  it('does not say that nothing was submitted after a task that failed', () => {
    expect(report([{ state: 'failed', taskId: 'task-1' }])).toBe('Stopped.')
  })

  it('names the task that goes on', () => {
    expect(report([{ state: 'submitted', taskId: 'task-1' }])).toBe(
      'Stopped waiting. The task goes on at the service, and it is charged unless it fails.\nCollect it with:\n  fluxkit wait task-1',
    )
  })

  it('names no more than three', () => {
    const four = ['a', 'b', 'c', 'd'].map((taskId) => ({ state: 'submitted', taskId }) as const)
    expect(report(four)).toContain('4 tasks go on at the service')
    expect(report(four)).toMatch(/ {2}fluxkit wait$/)
  })

  it('tells what has been charged but not saved', () => {
    expect(report([{ state: 'succeeded', taskId: 'task-1' }])).toContain('was made and has been charged.')
  })

  it('tells that a request without an answer may have been charged', () => {
    expect(report([{ state: 'outcome-unknown' }])).toContain('it may have been accepted and charged.')
    expect(report([{ state: 'outcome-unknown' }])).not.toContain('fluxkit wait')
  })

  it('tells that the sandbox charges nothing', () => {
    expect(report([{ state: 'failed' }], true)).toContain('Nothing was charged: this was the sandbox')
  })
})
