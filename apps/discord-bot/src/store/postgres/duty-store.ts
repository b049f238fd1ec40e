import type { PostgresDatabase } from '@fluxkit/jobs/node'
import type { DutyStore } from '../store.ts'

export function createDutyStore(db: PostgresDatabase): DutyStore {
  return {
    async take(name, owner, leaseMs) {
      const taken = await db.query(
        `INSERT INTO duties VALUES ($1, $2, fluxkit_now() + $3)
         ON CONFLICT (name) DO UPDATE SET owner = $2, until_ms = fluxkit_now() + $3
           WHERE duties.until_ms <= fluxkit_now() OR duties.owner = $2
         RETURNING name`,
        [name, owner, Math.round(leaseMs)],
      )
      return taken.length > 0
    },
    async release(name, owner) {
      await db.query('DELETE FROM duties WHERE name = $1 AND owner = $2', [name, owner])
    },
    forgetEnded: async () =>
      (await db.query('DELETE FROM duties WHERE until_ms <= fluxkit_now() RETURNING name')).length,
  }
}
