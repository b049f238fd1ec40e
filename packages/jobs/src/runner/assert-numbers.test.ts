import { describe, expect, test } from 'vitest'
import { aDraft, aProcess, aWorld } from './fixtures/a-process.ts'

const refused = (field: string): unknown =>
  expect.objectContaining({ code: 'invalid_request', issues: [{ field, message: expect.any(String) as string }] })
const noNumbers = [-1, Number.NaN, '1000', null]

describe('numbers that cannot work are refused before a job is submitted', () => {
  test.each([...noNumbers, 0, Infinity])('leaseMs: %s, with which two processes could submit one job', (leaseMs) => {
    expect(() => aProcess(aWorld(), {}, { leaseMs } as never)).toThrow(refused('leaseMs'))
  })

  test.each([...noNumbers, 0, 1.5])('downloads: %s', (downloads) => {
    expect(() => aProcess(aWorld(), {}, { downloads } as never)).toThrow(refused('downloads'))
  })

  test.each(noNumbers)('waitMs: %s of a runner and of a run', async (waitMs) => {
    const world = aWorld()
    expect(() => aProcess(world, {}, { waitMs } as never)).toThrow(refused('waitMs'))
    const { runner } = aProcess(world)
    const job = await runner.create(aDraft())
    const runs = [runner.run('job-1', { waitMs } as never), ...('run' in job ? [job.run({ waitMs } as never)] : [])]
    expect(runs).toHaveLength(2)
    for (const run of runs) await expect(run).rejects.toEqual(refused('waitMs'))
    expect(await world.store.read('job-1')).toMatchObject({ job: { attempts: [] } })
  })

  test.each(['troubleMs', 'patienceMs'])('%s of a run', async (name) => {
    const { runner } = aProcess(aWorld())
    for (const value of noNumbers) {
      await expect(runner.run('job-1', { [name]: value })).rejects.toEqual(refused(name))
    }
  })

  test.each(['concurrency', 'everyMs', 'troubleMs'])('%s of a watch', (name) => {
    const { runner } = aProcess(aWorld())
    for (const value of noNumbers) {
      expect(() => runner.watch({ app: 'cli', [name]: value })).toThrow(refused(name))
    }
  })
})

test('0 and no end are times that a run may wait', async () => {
  const { runner } = aProcess(aWorld(), {}, { waitMs: Infinity })
  expect(await runner.run('job-1', { waitMs: 0, troubleMs: Infinity, patienceMs: 0 })).toMatchObject({ why: 'absent' })
})
