import { createLedger } from './accounts/ledger.ts'
import { createRateLimiter } from './accounts/rate-limit.ts'
import { createUsage } from './tasks/usage.ts'
import { createCallbackSender } from './callbacks/callbacks.ts'
import { systemClock } from './clock/clock.ts'
import type { Context } from './context.ts'
import { editionNamed } from './contract/editions/index.ts'
import type { Submission } from './contract/submission.ts'
import { createFaultList } from './faults/fault-list.ts'
import type { Fault } from './faults/fault.ts'
import { createPromptFaults } from './faults/prompt-faults.ts'
import { createApp } from './server/app.ts'
import { createInProcessFetch } from './server/in-process-fetch.ts'
import type { SimulatorOptions } from './options.ts'
import { createChanges } from './page/changes.ts'
import { createInputImages } from './images/input-images.ts'
import { createImageHost } from './images/image-host.ts'
import { createUploads } from './images/uploads.ts'
import { between, createRandom } from './random.ts'
import { ConnectionResetError } from './connection.ts'
import type { ListenOptions, RunningServer } from './server/listen.ts'
import { createStats, type SimulatorStats } from './stats.ts'
import { createTaskRunner } from './tasks/task-runner.ts'
import { createTaskStore } from './tasks/task-store.ts'
import { summarise, type TaskSummary } from './tasks/task-summary.ts'
import { createTimers } from './tasks/timers.ts'

export interface Simulator extends AsyncDisposable {
  /** Answers in this process, for every host name; usable wherever a `fetch` is. */
  readonly fetch: (input: Request | string | URL, init?: RequestInit) => Promise<Response>
  /** Live counters. */
  readonly stats: Readonly<SimulatorStats>
  resetStats(): void
  readonly faults: {
    /** @throws FaultSyntaxError */
    add(fault: Fault): void
    clear(): void
    list(): readonly Fault[]
  }
  /**
   * Holds tasks, also those that run already: they don't finish until the returned function is called. Those whose time is over
   * finish then at once.
   *
   * @param prompt Only tasks whose prompt contains this text.
   */
  hold(prompt?: string): () => void
  /** Newest first. */
  readonly tasks: readonly TaskSummary[]
  /** Credits that a token has left. */
  balanceOf(token: string): number
  /** Forgets tasks, holds, uploads, balances, faults and counters. */
  reset(): void
  /** Serves on a real socket, on loopback unless `host` says otherwise. */
  listen(options?: ListenOptions): Promise<RunningServer>
  /** Ends servers, timers and everything that hangs. */
  close(): Promise<void>
}

const defaultBalance = 10_000_000

function durationOf(options: SimulatorOptions, random: () => number): (submission: Submission) => number {
  const { durationsMs, speed = 1 } = options
  return ({ model }) => {
    if (typeof durationsMs === 'function') return durationsMs(model.id, random) / speed
    const [minMs, maxMs] = durationsMs?.[model.id] ?? model.durationMs
    return between(random, minMs, maxMs) / speed
  }
}

/**
 * A simulator of the Flux API: its own tables, its own rules, no network.
 * @throws RangeError when `speed` is not above zero, or on an unknown `contract`
 */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const { clock = systemClock, random = createRandom(20_240_801), speed = 1 } = options
  if (!(speed > 0)) throw new RangeError('speed is a number above 0')
  const edition = editionNamed(options.contract ?? 'any')
  const newId = options.newId ?? (() => crypto.randomUUID())
  const publicUrl = options.publicUrl === undefined ? undefined : new URL(options.publicUrl).origin
  const closing = new AbortController()
  const timers = createTimers(clock)
  const stats = createStats()
  const faults = createFaultList(() => void (stats.faultsInjected += 1))
  const promptFaults = createPromptFaults()
  const store = createTaskStore(options.taskRetentionCount ?? 10_000)
  const ledger = createLedger(options.balance ?? defaultBalance)
  const usage = createUsage(store)
  const uploads = createUploads(newId)
  const changes = createChanges()

  const inputs = createInputImages({
    uploads,
    fetch: options.imageFetch,
    closing: closing.signal,
    isOwnImage: (name) => images.find(name) !== undefined,
    ownImage: async (name) => {
      const found = images.find(name)
      return found && images.draw(found)
    },
  })
  const images = createImageHost({
    store,
    loadInput: (imageUrl) => inputs.load(imageUrl),
    retentionCount: options.imageRetentionCount ?? 32,
    maxSide: options.maxImageSide,
  })
  const callbacks = createCallbackSender({
    answers: edition.answers,
    send: options.callbackFetch ?? ((input, init) => fetch(input, init)),
    timers,
    faults,
    stats,
    newId,
    closing: closing.signal,
  })
  const runner = createTaskRunner({
    answers: edition.answers,
    clock,
    timers,
    random,
    newId,
    store,
    ledger,
    stats,
    speed,
    durationMs: durationOf(options, random),
    checkInput: (imageUrl) => inputs.check(imageUrl),
    onChange: (task) => changes.publish(task),
    onFinished: (task) => callbacks.deliver(task),
  })

  const context: Context = {
    edition,
    clock,
    timers,
    random,
    newId,
    tokens: options.tokens,
    platformTokens: options.platformTokens,
    ledger,
    usage,
    rateLimiter: createRateLimiter(options.rateLimit),
    publicUrl,
    stats,
    store,
    runner,
    faults,
    promptFaults,
    images,
    uploads,
    changes,
    closing: closing.signal,
    reset,
  }
  const app = createApp(context)
  const servers = new Set<RunningServer>()

  function resetStats(): void {
    Object.assign(stats, createStats())
  }

  function reset(): void {
    timers.cancelAll()
    runner.abandon()
    store.clear()
    ledger.clear()
    usage.clear()
    uploads.clear()
    inputs.clear()
    images.clear()
    faults.clear()
    promptFaults.clear()
    resetStats()
  }

  async function close(): Promise<void> {
    if (!closing.signal.aborted) closing.abort(new ConnectionResetError())
    timers.cancelAll()
    await Promise.all([...servers].map((server) => server.close()))
    servers.clear()
  }

  return {
    fetch: createInProcessFetch((request) => app.fetch(request, {}), closing.signal),
    stats,
    resetStats,
    faults: {
      add: (fault) => faults.add(fault),
      clear() {
        faults.clear()
        promptFaults.clear()
      },
      list: () => faults.list(),
    },
    hold: (prompt = '') => runner.hold(prompt),
    get tasks() {
      return store.list().map((task) => summarise(task))
    },
    balanceOf: (token) => ledger.balanceOf(token),
    reset,
    async listen(listenOptions = {}) {
      // Loading node:http takes longer than all the rest, and a simulator in process has no use for it.
      const { listen } = await import('./server/listen.ts')
      const server = await listen((request, connection) => app.fetch(request, { connection }), clock, listenOptions)
      servers.add(server)
      return server
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}
