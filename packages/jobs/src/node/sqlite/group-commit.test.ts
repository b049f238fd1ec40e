import { describe, expect, test } from 'vitest'
import { createGroupCommit, type GroupCommit } from './group-commit.ts'

interface Bench {
  readonly group: GroupCommit
  /** SQL as it was executed, and what the writes did. */
  readonly log: string[]
  /** Pauses that were requested. */
  readonly pausesMs: number[]
  /** Ends the pause. */
  readonly commit: () => void
}

function setup({ commitMs = 0, failing = '' }: { commitMs?: number; failing?: string } = {}): Bench {
  const log: string[] = []
  const pausesMs: number[] = []
  const due: (() => void)[] = []
  let nowMs = 1_000
  const db = {
    exec(sql: string) {
      if (sql === 'COMMIT') nowMs += commitMs
      if (sql === failing) throw new Error(`${sql} failed`)
      log.push(sql)
    },
  }
  const group = createGroupCommit(db, {
    now: () => nowMs,
    schedule(run, afterMs) {
      pausesMs.push(afterMs)
      due.push(run)
    },
  })
  return {
    group,
    log,
    pausesMs,
    commit: () => due.shift()?.(),
  }
}

describe('writes of the same moment', () => {
  test('share one transaction and run in their order', async () => {
    const { group, log, commit } = setup()
    const results = Promise.all([group.write(() => log.push('a')), group.write(() => log.push('b'))])
    commit()

    await results
    expect(log).toEqual([
      'BEGIN IMMEDIATE',
      'SAVEPOINT one',
      'a',
      'RELEASE one',
      'SAVEPOINT one',
      'b',
      'RELEASE one',
      'COMMIT',
    ])
  })

  test('aren’t reported before the commit', async () => {
    const { group, log, commit } = setup()
    const reported = group.write(() => 'written').then((text) => log.push(text))
    expect(log).toEqual([])
    commit()

    await reported
    expect(log.slice(-2)).toEqual(['COMMIT', 'written'])
  })

  test('fail one by one: what one throws undoes only that one', async () => {
    const { group, log, commit } = setup()
    const bad = group.write(() => {
      throw new Error('no such job')
    })
    const good = group.write(() => 'kept')
    commit()

    await expect(bad).rejects.toThrow('no such job')
    await expect(good).resolves.toBe('kept')
    expect(log).toEqual([
      'BEGIN IMMEDIATE',
      'SAVEPOINT one',
      'ROLLBACK TO one',
      'RELEASE one',
      'SAVEPOINT one',
      'RELEASE one',
      'COMMIT',
    ])
  })

  test.each(['BEGIN IMMEDIATE', 'COMMIT'])('all fail when %s does, and the next ones start afresh', async (failing) => {
    const { group, log, commit } = setup({ failing })
    const writes = Promise.allSettled([group.write(() => 1), group.write(() => 2)])
    commit()

    expect((await writes).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(log.at(-1)).toBe('ROLLBACK')
  })
})

describe('the pause before a commit', () => {
  test('isn’t made for a single write', () => {
    const { group, pausesMs } = setup()
    void group.write(() => 1)

    expect(pausesMs).toEqual([0])
  })

  test('is twice what the last commit took, so that the disk takes a third of the time', () => {
    const { group, pausesMs, commit } = setup({ commitMs: 4 })
    void group.write(() => 1)
    commit()
    void group.write(() => 2)

    expect(pausesMs).toEqual([0, 8])
  })

  test('is never longer than 25 ms, however slow the disk', () => {
    const { group, pausesMs, commit } = setup({ commitMs: 400 })
    void group.write(() => 1)
    commit()
    void group.write(() => 2)

    expect(pausesMs).toEqual([0, 25])
  })

  test('ends when the store closes', async () => {
    const { group, log } = setup()
    const written = group.write(() => 'last one')
    group.flush()

    await expect(written).resolves.toBe('last one')
    expect(log.at(-1)).toBe('COMMIT')
  })
})
