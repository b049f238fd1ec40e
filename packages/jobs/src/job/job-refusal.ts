/** A refusal by the host, before anything was sent: an upload that a user declined, or a missing folder. */
export class JobRefusal extends Error {
  readonly code: string

  /** @param summary One sentence without prompt and token; it is written into the record. */
  constructor(code: string, summary: string) {
    super(summary)
    this.code = code
  }

  override get name(): string {
    return 'JobRefusal'
  }
}
