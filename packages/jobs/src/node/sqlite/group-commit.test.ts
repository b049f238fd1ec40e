import { describe, expect, test } from 'vitest'
import { createGroupCommit, type GroupCommit } from './group-commit.ts'

interface Bench {
  readonly group: GroupCommit
  /** The executed SQL, and what the writes did. */
  readonly log: string[]
  /** Pauses that were requested. */
  readonly pausesMs: number[]
  /** Ends the pause. */
  readonly commit: () => void
  readonly pass: (ms: number) => void
}

interface BenchOptions {
  readonly commitMs?: number
  readonly failing?: string
  readonly onExec?: (sql: string) => void
}

function setup({ commitMs = 0, failing = '', onExec }: BenchOptions = {}): Bench {
  const log: string[] = []
  const pausesMs: number[] = []
  const due: (() => void)[] = []
  let nowMs = 1_000
  const db = {
    exec(sql: string) {
      if (sql === 'COMMIT') nowMs += commitMs
      onExec?.(sql)
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
    pass: (ms) => void (nowMs += ms),
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

  test.each(['BEGIN IMMEDIATE', 'COMMIT'])('all fail when %s does, and the next ones start again', async (failing) => {
    const { group, log, commit } = setup({ failing })
    const writes = Promise.allSettled([group.write(() => 1), group.write(() => 2)])
    commit()

    expect((await writes).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(log.at(-1)).toBe('ROLLBACK')
  })
})

describe('the pause before a commit', () => {
  test('isn’t used for a single write', () => {
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

describe('while another process writes', () => {
  /** A lock that is held for so many tries. */
  function busy({ tries, errcode = 5 }: { tries: number; errcode?: number }): Bench {
    let left = tries
    return setup({
      onExec(sql) {
        if (sql === 'BEGIN IMMEDIATE' && left-- > 0) throw Object.assign(new Error('database is locked'), { errcode })
      },
    })
  }

  test.each([5, 517])('writes wait, gather, and are tried again after 20 ms (%i)', async (errcode) => {
    const { group, log, commit, pausesMs } = busy({ tries: 2, errcode })
    const first = group.write(() => log.push('a'))
    commit()
    const second = group.write(() => log.push('b'))
    commit()
    expect(log).not.toContain('a')
    commit()

    await Promise.all([first, second])
    expect(pausesMs).toEqual([0, 20, 20])
    expect(log.filter((line) => line.length === 1)).toEqual(['a', 'b'])
    expect(log.filter((line) => line === 'COMMIT')).toHaveLength(1)
  })

  // Without WAL (some network file systems) readers of another process keep a commit out, and a large one already before it.
  test.each(['COMMIT', 'work'])(
    'a group whose %s meets the lock is undone and tried again as a whole',
    async (where) => {
      let left = 2
      const locked = (): void => {
        if (left-- > 0) throw Object.assign(new Error('database is locked'), { errcode: 5 })
      }
      const { group, log, commit, pausesMs } = setup({
        onExec: (sql) => {
          if (sql === 'COMMIT' && where === 'COMMIT') locked()
        },
      })
      const bad = group.write(() => {
        throw new Error('no such job')
      })
      const good = group.write(() => {
        if (where === 'work') locked()
        return log.push('written')
      })
      for (let tries = 0; tries < 3; tries++) commit()

      await expect(bad).rejects.toThrow('no such job')
      await expect(good).resolves.toBeGreaterThan(0)
      expect(pausesMs).toEqual([0, 20, 20])
      expect(log.filter((line) => line === 'ROLLBACK')).toHaveLength(2)
      expect(log.at(-1)).toBe('COMMIT')
      expect(log.slice(log.lastIndexOf('ROLLBACK'))).toContain('written')
    },
  )

  test('a commit that the lock keeps out for 10 s fails', async () => {
    const { group, commit, pass } = setup({
      onExec(sql) {
        if (sql === 'COMMIT') throw Object.assign(new Error('database is locked'), { errcode: 5 })
      },
    })
    const write = group.write(() => 1)
    commit()
    pass(10_000)
    commit()

    await expect(write).rejects.toThrow('database is locked')
  })

  test('they fail after 10 s', async () => {
    const { group, commit, pass } = busy({ tries: 9 })
    const write = group.write(() => 1)
    commit()
    pass(9_999)
    commit()
    pass(1)
    commit()

    await expect(write).rejects.toThrow('database is locked')
  })

  test('they fail at once when the store closes, after the patience of the database', async () => {
    const { group } = busy({ tries: 1 })
    const write = group.write(() => 1)
    group.flush()

    await expect(write).rejects.toThrow('database is locked')
  })
})
