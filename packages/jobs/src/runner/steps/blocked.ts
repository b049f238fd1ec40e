/** A step can't continue, for a reason that doesn't belong in the record: an immediate retry would fail the same way. */
export class Blocked extends Error {
  constructor(cause: unknown) {
    super('The job can’t continue for now.', { cause })
  }

  override get name(): string {
    return 'Blocked'
  }
}
