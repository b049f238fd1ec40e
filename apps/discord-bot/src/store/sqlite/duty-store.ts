import type { Clock } from '@fluxkit/core/node'
import type { SqliteDatabase } from '@fluxkit/jobs/node'
import type { DutyStore } from '../store.ts'

export function createDutyStore(db: SqliteDatabase, clock: Pick<Clock, 'now'>): DutyStore {
  return {
    take: (name, owner, leaseMs) =>
      db.transaction(() => {
        const nowMs = Math.round(clock.now())
        const sql = `INSERT INTO duties VALUES (?1, ?2, ?3) ON CONFLICT (name) DO UPDATE SET owner = ?2, until_ms = ?3
          WHERE until_ms <= ?4 OR owner = ?2`
        return db.run(sql, name, owner, nowMs + leaseMs, nowMs) > 0
      }),
    async release(name, owner) {
      await db.transaction(() => db.run('DELETE FROM duties WHERE name = ? AND owner = ?', name, owner))
    },
    forgetEnded: () => db.transaction(() => db.run('DELETE FROM duties WHERE until_ms <= ?', Math.round(clock.now()))),
  }
}
