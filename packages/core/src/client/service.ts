import type { JsonObject } from '../contract/json.ts'
import type { Edition } from '../contract/edition.ts'
import type { FluxErrorDetails } from '../errors/flux-error.ts'
import { ConnectionError } from '../errors/network-errors.ts'
import { ClientClosedError } from '../errors/request-errors.ts'
import type { ServiceCall } from '../http/exchange.ts'
import { headerSecrets, requestSecrets } from '../errors/request-secrets.ts'
import type { Secrets } from '../errors/service-text.ts'
import { LatestSet } from '../http/latest-set.ts'
import { createSubmissionLimiter, type SubmissionLimiter } from '../http/submission-limiter.ts'
import { fromEnvironment } from './environment.ts'
import type { MeasureLink } from './host-parts.ts'
import { readCallOptions } from './call-options.ts'
import { createKnownTasks, type KnownTasks } from '../tasks/known-tasks.ts'
import type { OpenSubmission } from './open-submission.ts'
import { observeServerTime } from './server-time.ts'
import { type ClientSettings, endpoint } from './settings.ts'
import { apiToken, readToken, type TokenKind } from './token.ts'
import type { CallOptions, TokenSource } from './options.ts'

/** What the parts of a client share: its settings, calls made ready with the current token, what it knows, and its end. */
export interface Service {
  readonly settings: ClientSettings
  /** For submissions that are answered at once. */
  readonly limiter: SubmissionLimiter
  /** Those that identical ones are told apart from. */
  readonly openSubmissions: Set<OpenSubmission>
  /** Absent where nothing is to be read before a submission. */
  readonly measureLink: MeasureLink | undefined
  /** By model: the edition whose size the service has accepted after it had refused the other's. */
  readonly learnedEditions: Map<string, Edition>
  /** What this client knows of its tasks. */
  readonly known: KnownTasks
  /** The client's own secrets: its current and recent tokens, and headers. The service may repeat them. */
  readonly ownSecrets: () => Secrets
  /** The same, and everything that this client's requests contain. */
  readonly allSecrets: () => Secrets
  /** The service's clock minus the client's, as far as its answers say. */
  readonly serverOffsetMs: () => number | undefined
  /** Whose tasks the token sees, once a task has said it. */
  readonly account: { readonly userId?: string | undefined }
  noteAccount(task: JsonObject): void
  urlOf(path: string): URL
  /**
   * Runs a call of the public surface with its options, which are checked. What fails because the client is closed says so.
   * @param details of what the call is about, for these errors
   * @throws {InvalidRequestError} {ClientClosedError} and what the operation throws
   */
  readonly call: <Options extends object, T>(
    given: Options | undefined,
    operation: (options: Options) => Promise<T>,
    details?: FluxErrorDetails,
  ) => Promise<T>
  /** A JSON call to the API, not yet sent. @throws {AuthenticationError} {ClientClosedError} */
  prepare(path: string, body: object, options?: CallOptions): Promise<ServiceCall>
  /** The token of the moment. @throws {AuthenticationError} {ClientClosedError} */
  token(kind: TokenKind, signal: AbortSignal | undefined): Promise<string>
  /** Runs something that only {@link close} may stop. */
  untilClosed<T>(operation: (signal: AbortSignal) => Promise<T>): Promise<T>
  close(): void
}

const contentType = 'application/json'

/** A placeholder for the token where the application's own server adds it; it is never sent. */
const noToken = ''

/** The API's and the platform's, and those that they replaced while requests were in flight. */
const maxSentTokens = 8

export function createService(given: ClientSettings, measureLink?: MeasureLink): Service {
  const { clock, transport } = given.network
  const serverTime = observeServerTime(transport, clock, given.baseUrl.origin)
  const settings = { ...given, network: { ...given.network, transport: serverTime.transport } }
  const account: { userId?: string | undefined } = {}
  // One controller each: many listeners on one signal make older hosts warn of a leak.
  const open = new Set<AbortController>()
  const urls: Record<string, URL> = {}
  const limits = { clock: settings.network.clock, timeoutMs: settings.requestTimeoutMs }
  let closed = false
  const assertOpen = (details?: FluxErrorDetails): void => {
    if (closed) throw new ClientClosedError(details)
  }
  const tokenSource = (name: TokenKind['option']): TokenSource | undefined => given[name] ?? fromEnvironment(name)
  const sent = new LatestSet(maxSentTokens)
  const known = createKnownTasks()
  const openSubmissions = new Set<OpenSubmission>()
  const ownSecrets = (): Secrets => [
    ...sent.latest(),
    ...[tokenSource('token'), tokenSource('platformToken')].map((each) =>
      typeof each === 'string' ? each : undefined,
    ),
    ...headerSecrets(settings.headers),
  ]
  const allSecrets = (): Secrets => [
    ...ownSecrets(),
    ...known.secrets(),
    ...[...openSubmissions].flatMap(({ attempt }) => requestSecrets(attempt?.wire)),
  ]
  const token = async (kind: TokenKind, signal: AbortSignal | undefined): Promise<string> => {
    assertOpen()
    if (kind === apiToken && settings.isProxied) return noToken
    const current = await readToken(tokenSource(kind.option), kind, { ...limits, signal })
    sent.add(current)
    return current
  }
  const urlOf = (path: string): URL => (urls[path] ??= endpoint(settings.baseUrl, path))
  return {
    settings,
    token,
    urlOf,
    limiter: createSubmissionLimiter(settings.network.clock),
    openSubmissions,
    measureLink,
    learnedEditions: new Map(),
    known,
    ownSecrets,
    allSecrets,
    serverOffsetMs: serverTime.offsetMs,
    account,
    noteAccount({ user_id: userId }) {
      if (typeof userId === 'string' && userId !== '') account.userId = userId
    },
    async call(raw, operation, details) {
      const callOptions = readCallOptions(raw, details)
      assertOpen({ taskId: callOptions.taskId, ...details })
      try {
        return await operation(callOptions)
      } catch (error) {
        if (!closed || !(error instanceof ConnectionError)) throw error
        throw new ClientClosedError({ taskId: error.taskId, charged: error.charged, cause: error })
      }
    },
    async prepare(path, body, { signal, timeoutMs = settings.requestTimeoutMs, headers: own } = {}) {
      const url = urlOf(path)
      const current = await token(apiToken, signal)
      const headers = { ...settings.headers, ...own }
      const secrets = (): Secrets => [...allSecrets(), ...headerSecrets(own)]
      return { url, token: current, headers, body: JSON.stringify(body), contentType, timeoutMs, signal, secrets }
    },
    async untilClosed(operation) {
      assertOpen()
      const controller = new AbortController()
      open.add(controller)
      try {
        return await operation(controller.signal)
      } finally {
        open.delete(controller)
      }
    },
    close() {
      closed = true
      for (const controller of open) controller.abort(new ClientClosedError())
    },
  }
}
