import { type Localized, t } from './language/translator.ts'

/** The program was called with wrong arguments. The message is all that the user needs. */
export class UsageError extends Error {
  /** The message in the user's language. */
  readonly messageIn: Localized

  constructor(message: Localized) {
    super(message(t))
    this.messageIn = message
  }

  override get name(): string {
    return 'UsageError'
  }
}
