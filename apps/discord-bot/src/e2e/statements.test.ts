import { SqliteDatabase } from '@fluxkit/jobs/node'
import { afterAll, describe, vi } from 'vitest'
import { statementsSuite } from '../test/statements-suite.ts'

describe('on SQLite', () => {
  const spies = (['get', 'all', 'run'] as const).map((method) => vi.spyOn(SqliteDatabase.prototype, method))
  afterAll(() => void vi.restoreAllMocks())

  statementsSuite(
    {
      parts: async () => ({}),
      get statements() {
        return spies.flatMap(({ mock }) => mock.calls.map(([sql]) => sql))
      },
    },
    67,
  )
})
