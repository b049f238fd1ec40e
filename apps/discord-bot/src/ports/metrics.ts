/** Counts what happens. */
export interface Counted<Label extends string = never> {
  inc(): void
  inc(labels: Readonly<Partial<Record<Label, string>>>, by?: number): void
}

/** Collects durations in seconds. */
export interface Timed<Label extends string = never> {
  observe(seconds: number): void
  observe(labels: Readonly<Record<Label, string>>, seconds: number): void
}

/** The program's own measurements. */
export interface Metrics {
  /** From an interaction to its first answer. */
  readonly firstReply: Timed
  readonly submitToKnown: Timed<'model'>
  readonly knownToDelivered: Timed
  readonly moneyUnits: Counted<'kind'>
  readonly interactions: Counted<'kind'>
  /** HTTP requests that aren't Discord's, or can't be read. */
  readonly interactionsRefused: Counted<'reason'>
  readonly unexpectedErrors: Counted
  readonly discordRateLimits: Counted<'scope'>
  readonly discordInvalidRequests: Counted
  readonly deliveries: Counted<'way'>
}
