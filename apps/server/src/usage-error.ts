/** The program was called in a way that it can't work with. The message is all that the user needs. */
export class UsageError extends Error {
  override get name(): string {
    return 'UsageError'
  }
}
