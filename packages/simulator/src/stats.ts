/** What was counted since the start or the last reset. Money is in credits. */
export interface SimulatorStats {
  /** Requests to the service: everything except the page, its events and the control API. */
  requests: number
  /** Requests to `POST /flux/images`, accepted or not. */
  submissions: number
  accepted: number
  /** Submissions that were charged for; one for each accepted submission. */
  charges: number
  chargedCredits: number
  refunds: number
  refundedCredits: number
  succeeded: number
  failed: number
  /** `retrieve` requests. */
  polls: number
  /** `retrieve_batch` requests with ids. */
  batchPolls: number
  /** `retrieve_batch` requests that name an account or a time window instead of ids. */
  listings: number
  /** Ids requested by both kinds of poll together. */
  polledIds: number
  imageDownloads: number
  uploads: number
  callbacksSent: number
  callbacksFailed: number
  faultsInjected: number
}

export function createStats(): SimulatorStats {
  return {
    requests: 0,
    submissions: 0,
    accepted: 0,
    charges: 0,
    chargedCredits: 0,
    refunds: 0,
    refundedCredits: 0,
    succeeded: 0,
    failed: 0,
    polls: 0,
    batchPolls: 0,
    listings: 0,
    polledIds: 0,
    imageDownloads: 0,
    uploads: 0,
    callbacksSent: 0,
    callbacksFailed: 0,
    faultsInjected: 0,
  }
}
