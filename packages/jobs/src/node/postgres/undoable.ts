import type { PostgresDatabase, PostgresTransaction } from './database.ts'

/** A transaction that can end with a result and without any write. */
export async function undoable<Result, Undo>(
  db: PostgresDatabase,
  work: (tx: PostgresTransaction) => Promise<{ readonly result: Result } | { readonly undo: Undo }>,
  options: { readonly isRepeatable?: boolean } = {},
): Promise<Result | Undo> {
  let undone: { readonly undo: Undo } | undefined
  try {
    return await db.transaction(async (tx) => {
      const outcome = await work(tx)
      if ('result' in outcome) return outcome.result
      undone = outcome
      throw new Undone()
    }, options)
  } catch (error) {
    if (error instanceof Undone && undone) return undone.undo
    throw error
  }
}

class Undone extends Error {}
