/** Discord has an answer to this interaction already, and this process did not give it: another bot has the same token. */
export class AnsweredElsewhere extends Error {
  constructor(cause: unknown) {
    super('Another process has answered this interaction.', { cause })
  }

  override get name(): string {
    return 'AnsweredElsewhere'
  }
}
