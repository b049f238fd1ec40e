/** A step can't go on, for a reason that the record must not hold: trying again at once would end in the same way. */
export class Blocked extends Error {
  constructor(cause: unknown) {
    super('The job can’t go on for now.', { cause })
  }

  override get name(): string {
    return 'Blocked'
  }
}
