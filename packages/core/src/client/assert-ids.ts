import { invalidArgument, InvalidRequestError } from '../errors/request-errors.ts'

/** @throws {InvalidRequestError} unless all can be ids: text that fits into a URL and isn't blank */
export function assertIds(ids: readonly unknown[], what: 'task' | 'trace' = 'task'): void {
  if (!Array.isArray(ids)) throw invalidArgument('ids', 'must be a list of task ids')
  const wrong = ids.findIndex((id) => typeof id !== 'string' || id.trim() === '' || /\p{Surrogate}/u.test(id))
  if (wrong < 0) return
  const message = `id ${wrong + 1} of ${ids.length}: must be a ${what} id`
  throw new InvalidRequestError([{ field: 'id', message }])
}
