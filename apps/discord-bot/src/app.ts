import { randomUUID } from 'node:crypto'
import { imageFolder } from './config/image-folder.ts'
import { mkdirSync } from 'node:fs'
import { Client, Events, GatewayDispatchEvents, type APIInteraction } from 'discord.js'
import type { DestinationStream } from 'pino'
import { collectDefaultMetrics } from 'prom-client'
import { createFluxClient, defaultBaseUrl, systemClock, type Clock } from '@fluxkit/core/node'
import { definitions } from './commands/definitions/index.ts'
import { metricsPort, type Config } from './config/config.ts'
import { describeConfig, secretsOf } from './config/describe-config.ts'
import { clientOptions } from './discord/client-options.ts'
import { createCallbackRest, createInteractionRest } from './discord/interaction-rest.ts'
import { readOwners } from './discord/read-owners.ts'
import { receiveInteraction } from './receive/receive-interaction.ts'
import { createRestDiscord } from './discord/rest-discord.ts'
import { watchClient } from './discord/watch-client.ts'
import { watchRest } from './discord/watch-rest.ts'
import { accountOf, createFluxService } from '@fluxkit/jobs'
import type { JobTools } from './jobs/job-tools.ts'
import { createJobRunner, type JobRunner } from './jobs/job-runner.ts'
import { within } from './time/within.ts'
import { createApiCheck } from './ops/api-check.ts'
import { createCallbacks } from './ops/callbacks.ts'
import { createLog } from './ops/log.ts'
import { createMetrics } from './ops/metrics.ts'
import { addMoneyMetrics } from './ops/money-metrics.ts'
import { inTurn } from './ops/in-turn.ts'
import { createRateLimit } from './limits/rate-limit.ts'
import { repeat } from './time/repeat.ts'
import { createMetricsPage, createPages, servePages, type Readiness } from './ops/serve.ts'
import { sweep } from './ops/sweep.ts'
import { createTracing } from './ops/tracing.ts'
import { syncCommands } from './ops/sync-commands.ts'
import { untilReachable } from './discord/until-reachable.ts'
import { createInputSourceCheck } from './images/check-input-source.ts'
import { createImageStore } from './images/image-store.ts'
import { invitePermissions } from './access/permissions.ts'
import type { HandlerTools } from './pipeline/handler-tools.ts'
import { openStore } from './open-store.ts'
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
  /** Of the pages for health and callbacks. */
  readonly port: number
  readonly metricsPort: number
  /** Stops taking orders, lets what is on its way arrive, hands over the rest. */
  stop(): Promise<void>
  /** Rejects when Discord has closed the connection for good. */
  readonly failed: Promise<never>
}

/** Of each member, so that nobody floods the moderators. */
const reportsPerHour = 5
const sweepMs = 3_600_000
/** So that its owner does it the next time, too. */
const sweepLeaseMs = sweepMs + 60_000
const finalReplyMs = 2_000

/** The whole bot, from its parts. @throws Error when Discord, the store or the port cannot be had */
export async function startApp(config: Config, parts: AppParts = {}): Promise<RunningApp> {
  const machineClock = parts.clock ?? systemClock
  const owner = randomUUID()
  const secrets = secretsOf(config)
  const log = createLog(config.FLUXKIT_LOG_LEVEL, secrets, parts.logDestination)
  log.info({ settings: describeConfig(config) }, 'starting')
  mkdirSync(config.FLUXKIT_DATA_DIR, { recursive: true })
  const store = parts.store ?? (await openStore(config, machineClock, log))
  const clock = store.clock ?? machineClock
  const nowMs = Math.round(clock.now())
  const { restoredAtMs } = await store.begin(nowMs)
  if (restoredAtMs === nowMs) {
    log.warn(
      {},
      'The data is older than what this bot has done before: a backup or a copy. What waits in the queue is searched for at the service, and its member is asked, before anything is submitted.',
    )
  }
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
  const client = new Client(clientOptions(config.DISCORD_API_BASE))
  const interactions = createInteractionRest(config.DISCORD_API_BASE)
  const callbackRest = createCallbackRest(config.DISCORD_API_BASE)
  const discord = createRestDiscord({ rest: client.rest, interactions, callbacks: callbackRest }, () => client.user?.id)
  const images = createImageStore(imageFolder(config))
  const endpoint = config.OTEL_EXPORTER_OTLP_ENDPOINT
  const tracing = endpoint === undefined ? undefined : await createTracing(endpoint)
  const jobTools: JobTools = { store, discord, images, clock, log, metrics, config, restoredAtMs, tracing }
  const address = config.ACEDATACLOUD_API_BASE_URL ?? defaultBaseUrl
  const account = await accountOf(config.ACEDATACLOUD_API_TOKEN, address)
  const service = createFluxService({
    client: flux,
    address,
    account,
    ...(callbacks && { callbackUrlFor: (key: string) => callbacks.urlFor(key) }),
  })
  const runner = createJobRunner(jobTools, service, owner)
  let draining = false
  /** Until they are known, nobody may spend. */
  let owners: ReadonlySet<string> = new Set()
  const findOwners = async (): Promise<void> => {
    owners = await readOwners(client.rest)
  }
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
    owners: () => owners,
    reports: createRateLimit(clock, reportsPerHour, 3_600_000),
    warnOfRival: once(() =>
      log.error(
        {},
        'Another bot with the same token answers interactions, and has another database. Stop one of the two: each keeps its own limits and its own books. What the other one answers is not submitted here.',
      ),
    ),
    isDraining: () => draining,
  }
  const handling = new Set<Promise<void>>()
  client.ws.on(GatewayDispatchEvents.InteractionCreate, (raw: APIInteraction) => {
    const work = receiveInteraction(tools, raw).finally(() => handling.delete(work))
    handling.add(work)
  })
  const failed = watchClient(client, log, metrics)
  watchRest(interactions, log, metrics)
  watchRest(callbackRest, log, metrics)
  const apiAnswers = createApiCheck(flux, clock)
  const readiness = async (): Promise<Readiness> => ({
    gateway: client.isReady(),
    store: await store.check().then(
      () => true,
      () => false,
    ),
    api: await apiAnswers(),
    draining,
    oldestQueuedSeconds: Math.max(0, (clock.now() - ((await store.jobs.oldestQueuedMs()) ?? clock.now())) / 1000),
  })
  const served = await servePages(createPages(readiness, callbacks), config.FLUXKIT_HOST, config.FLUXKIT_PORT)
  const servedMetrics = await servePages(createMetricsPage(metrics), config.FLUXKIT_METRICS_HOST, metricsPort(config))
  log.info({ port: served.port, metricsPort: servedMetrics.port }, 'serving')
  client.rest.setToken(config.DISCORD_TOKEN)
  await untilReachable(findOwners, { clock, log, failed })
  await logIn(client, config, failed)
  const register = (): ReturnType<typeof syncCommands> =>
    syncCommands(client.rest, client.application?.id ?? '', definitions, false)
  const registerOnce = (): ReturnType<typeof register> =>
    inTurn(store.duties, clock, { name: 'commands', owner }, register)
  const difference = await untilReachable(registerOnce, { clock, log, failed })
  log.info({ invite: inviteLink(client.application?.id ?? ''), commandsChanged: difference.changed }, 'ready')
  runner.start()
  const endSweeping = repeat(clock, sweepMs, () => {
    void runSweep(jobTools, runner, owner)
    findOwners().catch((error: unknown) => log.warn({ error }, 'who owns the application could not be read again'))
  })
  void runSweep(jobTools, runner, owner)

  async function stop(): Promise<void> {
    draining = true
    log.info({ active: runner.activeCount }, 'draining')
    endSweeping()
    const endsAtMs = clock.now() + config.FLUXKIT_DRAIN_SECONDS * 1000
    await within(clock, Promise.allSettled(handling), config.FLUXKIT_DRAIN_SECONDS * 1000)
    await runner.stop(Math.max(0, endsAtMs - clock.now()))
    // Ends what still hangs; that is stored and reported before the store closes.
    await flux.close()
    await runner.finish(finalReplyMs)
    await client.destroy()
    for (const rest of [interactions, callbackRest]) {
      rest.clearHandlerSweeper()
      rest.clearHashSweeper()
    }
    await tracing?.close()
    await served.close()
    await servedMetrics.close()
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

/** Ready, or the reason why it will never be. */
async function logIn(client: Client, config: Config, failed: Promise<never>): Promise<void> {
  const ready = new Promise<void>((resolve) => {
    client.once(Events.ClientReady, () => resolve())
  })
  await Promise.race([Promise.all([client.login(config.DISCORD_TOKEN), ready]), failed])
}

/** Asks for exactly what is needed. */
function inviteLink(applicationId: string): string {
  const query = new URLSearchParams({ client_id: applicationId, scope: 'bot applications.commands' })
  query.set('permissions', String(invitePermissions))
  return `https://discord.com/oauth2/authorize?${query.toString()}`
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
