import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import type { DestinationStream } from 'pino'
import { collectDefaultMetrics } from 'prom-client'
import { createFluxClient, defaultBaseUrl, systemClock, type Clock } from '@fluxkit/core/node'
import { definitions } from './commands/definitions/index.ts'
import { metricsPort, type Config } from './config/config.ts'
import { describeConfig, secretsOf } from './config/describe-config.ts'
import { closeRest } from './connect/bot-rest.ts'
import type { Connection } from './connect/connection.ts'
import { createGatewayConnection } from './connect/gateway.ts'
import { createHttpConnection } from './connect/http.ts'
import { createWorkerConnection } from './connect/worker.ts'
import { answersInteractions, worksOnJobs } from './config/role.ts'
import { createCallbackRest, createInteractionRest } from './discord/interaction-rest.ts'
import { type Application, readApplication } from './discord/read-application.ts'
import { receiveInteraction } from './receive/receive-interaction.ts'
import { createRestDiscord } from './discord/rest-discord.ts'
import { watchRest } from './discord/watch-rest.ts'
import { accountOf, createFluxService } from '@fluxkit/jobs'
import type { JobTools } from './jobs/job-tools.ts'
import { warnOfElsewhere } from './jobs/warn-of-elsewhere.ts'
import { createJobRunner, type JobRunner } from './jobs/job-runner.ts'
import { within } from './time/within.ts'
import { createApiCheck } from './ops/api-check.ts'
import { createCallbacks } from './ops/callbacks.ts'
import { createLog } from './ops/log.ts'
import { checkBooks } from './money/check-books.ts'
import { createMetrics } from './ops/metrics.ts'
import { addMoneyMetrics } from './ops/money-metrics.ts'
import { addStorageMetrics } from './ops/storage-metrics.ts'
import { inTurn } from './ops/in-turn.ts'
import { createRateLimit } from './limits/rate-limit.ts'
import { repeat } from './time/repeat.ts'
import { type Readiness, readReadiness } from './ops/readiness.ts'
import { createMetricsPage, createPages, servePages } from './ops/serve.ts'
import { sweep } from './ops/retention.ts'
import { createTracing } from './ops/tracing.ts'
import { syncCommands } from './ops/sync-commands.ts'
import { untilReachable } from './discord/until-reachable.ts'
import { createInputSourceCheck } from './images/check-input-source.ts'
import { openImages } from './images/open-images.ts'
import { inviteLink } from './access/invite-link.ts'
import type { HandlerTools } from './pipeline/handler-tools.ts'
import { openStoreWhenUp } from './open-store.ts'
import type { Store } from './store/store.ts'

/** Parts that somebody else may bring. */
export interface AppParts {
  readonly store?: Store
  readonly clock?: Clock
  /** Default: standard output. */
  readonly logDestination?: DestinationStream
  /** Measures memory, processor, garbage and event loop, until this process ends. */
  readonly measureProcess?: boolean
}

export interface RunningApp {
  /** The port of the pages for health and callbacks. */
  readonly port: number
  readonly metricsPort: number
  /** Stops taking submissions, lets what is on its way arrive, hands over the rest. */
  stop(): Promise<void>
  /** Rejects when Discord has closed the connection for good. */
  readonly failed: Promise<never>
}

/** Per member, so that nobody floods the moderators. */
const reportsPerHour = 5
const sweepMs = 3_600_000
/** So that its owner does it the next time, too. */
const sweepLeaseMs = sweepMs + 60_000
const finalReplyMs = 2_000

const connections = {
  gateway: createGatewayConnection,
  http: createHttpConnection,
  none: createWorkerConnection,
} as const

/** The whole bot, from its parts. @throws Error when Discord, the store or the port cannot be had */
export async function startApp(config: Config, parts: AppParts = {}): Promise<RunningApp> {
  const machineClock = parts.clock ?? systemClock
  const owner = randomUUID()
  const secrets = secretsOf(config)
  const log = createLog(config.FLUXKIT_LOG_LEVEL, secrets, parts.logDestination)
  log.info({ settings: describeConfig(config) }, 'starting')
  mkdirSync(config.FLUXKIT_DATA_DIR, { recursive: true })
  const store = parts.store ?? (await openStoreWhenUp(config, machineClock, log))
  const clock = store.clock ?? machineClock
  const nowMs = Math.round(clock.now())
  const warnOfOldData = (): void =>
    log.warn(
      {},
      'The data is older than what this bot has done before: a backup, a copy or a promoted standby. What waits in the queue is searched for at the service, and its member is asked, before anything is submitted.',
    )
  const past = await store.begin(nowMs, warnOfOldData)
  if (past.restoredAtMs === nowMs) warnOfOldData()
  await checkBooks(store, config)
  const metrics = createMetrics(() => store.jobs.countByState())
  addMoneyMetrics(metrics.registry, { store, clock, config })
  if (parts.measureProcess) collectDefaultMetrics({ register: metrics.registry })
  const flux = createFluxClient({
    token: config.ACEDATACLOUD_API_TOKEN,
    baseUrl: config.ACEDATACLOUD_API_BASE_URL,
    clock,
    // Members choose the links; how large an image is, Discord says.
    measureInputImages: false,
  })
  const callbacks = await createCallbacks(config, store, flux, log, clock, (id, taskId) => runner.adopt(id, taskId))
  const handling = new Set<Promise<void>>()
  let draining = false
  const [answers, works] = [answersInteractions(config.FLUXKIT_ROLE), worksOnJobs(config.FLUXKIT_ROLE)]
  const connection: Connection = connections[answers ? config.FLUXKIT_INTERACTIONS : 'none']({
    config,
    clock,
    log,
    metrics,
    receive(raw) {
      const work = receiveInteraction(tools, raw).finally(() => handling.delete(work))
      handling.add(work)
      return work
    },
  })
  const { rest, failed } = connection
  let application: Application | undefined
  const findApplication = async (): Promise<Application> => (application = await readApplication(rest))
  const interactions = createInteractionRest(config.DISCORD_API_BASE)
  const callbackRest = createCallbackRest(config.DISCORD_API_BASE)
  const discord = createRestDiscord({ rest, interactions, callbacks: callbackRest }, () => application?.botId)
  const imageStorage = await openImages({
    config,
    store,
    flux,
    clock,
    log,
    onBack() {
      if (works && !draining) runner.fetchWaiting().catch((error: unknown) => log.warn({ error }, 'images wait longer'))
    },
  })
  const { images } = imageStorage
  addStorageMetrics(metrics.registry, () => imageStorage.problem === undefined)
  const endpoint = config.OTEL_EXPORTER_OTLP_ENDPOINT
  const tracing = endpoint === undefined ? undefined : await createTracing(endpoint)
  const jobTools: JobTools = { store, discord, images, clock, log, metrics, config, past, tracing }
  const address = config.ACEDATACLOUD_API_BASE_URL ?? defaultBaseUrl
  const account = await accountOf(config.ACEDATACLOUD_API_TOKEN, address)
  const service = createFluxService({
    client: flux,
    address,
    account,
    ...(callbacks && { callbackUrlFor: (key: string) => callbacks.urlFor(key) }),
  })
  const runner = createJobRunner(jobTools, service, owner)
  const tools: HandlerTools = {
    store,
    discord,
    runner,
    images,
    clock,
    log,
    metrics,
    config,
    checkInputSource: createInputSourceCheck(ownOrigin(config.DISCORD_API_BASE)),
    // Until they are known, nobody may spend.
    owners: () => application?.owners ?? new Set(),
    reports: createRateLimit(store.duties, 'reports', reportsPerHour, 3_600_000),
    warnOfRival: once(() =>
      log.error(
        {},
        'Another bot with the same token answers interactions, and has another database. Stop one of the two: each keeps its own limits and its own books. What the other one answers is not submitted here.',
      ),
    ),
    // Through the gateway the next process hears of the same interaction; over HTTP nobody else does, and what is queued waits.
    isDraining: () => draining && config.FLUXKIT_INTERACTIONS === 'gateway',
    isStopping: () => draining,
  }
  watchRest(interactions, log, metrics)
  watchRest(callbackRest, log, metrics)
  const apiAnswers = createApiCheck(flux, clock)
  const readiness = (): Promise<Readiness> =>
    readReadiness({
      store,
      clock,
      isConnected: answers ? () => connection.isReady() : undefined,
      isApiUp: works ? apiAnswers : undefined,
      canKeepImages: () => imageStorage.problem === undefined,
      isDraining: () => draining,
    })
  const pages = createPages(readiness, callbacks, connection.page)
  const served = await servePages(pages, { host: config.FLUXKIT_HOST, port: config.FLUXKIT_PORT, clock })
  const metricsAddress = { host: config.FLUXKIT_METRICS_HOST, port: metricsPort(config), clock }
  const servedMetrics = await servePages(createMetricsPage(metrics), metricsAddress)
  log.info({ port: served.port, metricsPort: servedMetrics.port }, 'serving')
  const found = await untilReachable(findApplication, { clock, log, failed })
  await connection.open(found)
  const register = (): ReturnType<typeof syncCommands> => syncCommands(rest, found.id, definitions, false)
  const registerOnce = (): ReturnType<typeof register> =>
    inTurn(store.duties, clock, { name: 'commands', owner }, register)
  const difference = answers ? await untilReachable(registerOnce, { clock, log, failed }) : undefined
  log.info({ invite: inviteLink(found.id), commandsChanged: difference?.changed }, 'ready')
  if (works) {
    runner.start()
    warnOfElsewhere(jobTools, address).catch((error: unknown) => log.warn({ error }, 'jobs could not be listed'))
  }
  const sweepOnce = (): void => {
    if (works) void runSweep(jobTools, runner, owner)
  }
  const endSweeping = repeat(clock, sweepMs, () => {
    sweepOnce()
    findApplication()
      .then((now) => connection.compare(now))
      .catch((error: unknown) => log.warn({ error }, 'the application could not be read again'))
  })
  sweepOnce()

  async function stop(): Promise<void> {
    draining = true
    log.info({ active: runner.activeCount }, 'draining')
    endSweeping()
    imageStorage.close()
    const endsAtMs = clock.now() + config.FLUXKIT_DRAIN_SECONDS * 1000
    await within(clock, Promise.allSettled(handling), config.FLUXKIT_DRAIN_SECONDS * 1000)
    await runner.stop(Math.max(0, endsAtMs - clock.now()))
    // What came in over HTTP meanwhile needs everything that is closed below.
    await served.close(finalReplyMs)
    await within(clock, Promise.allSettled(handling), finalReplyMs)
    // Ends what still hangs; that is stored and reported before the store closes.
    await flux.close()
    await runner.finish(finalReplyMs)
    await connection.close()
    for (const client of [interactions, callbackRest]) closeRest(client)
    await tracing?.close()
    await servedMetrics.close(0)
    await store.duties.release('sweep', owner).catch(() => undefined)
    await store.close()
    log.info({}, 'stopped')
  }
  let stopped: Promise<void> | undefined

  return {
    port: served.port,
    metricsPort: servedMetrics.port,
    failed,
    // SIGTERM and SIGINT may both come.
    stop: () => (stopped ??= stop()),
  }
}

function once(work: () => void): () => void {
  let isDone = false
  return () => {
    if (isDone) return
    isDone = true
    work()
  }
}

/** Where the API is, when it is not Discord's own. */
function ownOrigin(apiBase: string): string | undefined {
  const { origin, hostname } = new URL(apiBase)
  return hostname === 'discord.com' ? undefined : origin
}

/** One of all processes does it. */
async function runSweep(tools: JobTools, runner: JobRunner, owner: string): Promise<void> {
  try {
    if (await tools.store.duties.take('sweep', owner, sweepLeaseMs)) await sweep(tools, runner)
  } catch (error) {
    tools.log.error({ error }, 'sweeping failed')
  }
}
