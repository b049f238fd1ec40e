/** The operator's first command opens a server; `/flux-admin close` and `open` change that. */
export interface GuildAccess {
  readonly isOpen: boolean
  /** The user who decided it last. */
  readonly byUserId: string
  readonly atMs: number
}
