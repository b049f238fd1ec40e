/** A user tried something that Discord's own client would not let them do. */
export class ActorError extends Error {
  override readonly name = 'ActorError'
}
