import type { PostgresDatabase, PostgresQueries } from './database.ts'

/** One change of the tables. Never change a released one. */
export interface PostgresStep {
  readonly sql: string
  /**
   * The steps that a program must know to work after this one. Default 0: an expansion, which older programs don't notice.
   * A contraction, such as a removed column, names the first step whose programs don't need it.
   */
  readonly needsSteps?: number
}

/** Arbitrary, but the same for all programs. */
const migrationLock = 7_301_554_201

const tables = `
  CREATE TABLE IF NOT EXISTS fluxkit_schema (
    part TEXT NOT NULL,
    step INTEGER NOT NULL,
    needs_steps INTEGER NOT NULL,
    PRIMARY KEY (part, step)
  )`

/**
 * Applies the steps that a database lacks. Programs that start together take turns; one that knows fewer steps than were applied
 * works on, unless a step it doesn't know is a contraction that it can't live with.
 *
 * @param part Whose steps: several parts of a program have tables in one database.
 * @throws {Error} When a later version of this program has changed the tables too much for this one.
 */
export async function migratePostgres(
  db: PostgresDatabase,
  part: string,
  steps: readonly PostgresStep[],
): Promise<void> {
  if ((await stepsOf(db, part).catch(() => undefined)) === steps.length) return
  await db.transaction(async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [migrationLock])
    await tx.query(tables)
    const applied = await stepsOf(tx, part)
    for (const [index, { sql, needsSteps = 0 }] of steps.entries()) {
      if (index < applied) continue
      await tx.query(sql)
      await tx.query('INSERT INTO fluxkit_schema VALUES ($1, $2, $3)', [part, index + 1, needsSteps])
    }
    const [needs] = await tx.query('SELECT max(needs_steps) AS steps FROM fluxkit_schema WHERE part = $1', [part])
    if (Number(needs?.['steps']) > steps.length) {
      throw new Error(
        `The tables of ${part} are of a later version (${applied}) than this program (${steps.length}), and it can’t work with them. Start the later version.`,
      )
    }
  })
}

async function stepsOf(db: PostgresQueries, part: string): Promise<number> {
  const [row] = await db.query('SELECT max(step) AS step FROM fluxkit_schema WHERE part = $1', [part])
  return Number(row?.['step'] ?? 0)
}
