import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createActivity, type ActivityStatus } from './server/activity.ts'
import { botEnvironment } from './server/bot-environment.ts'
import { createBotProcess, type BotProcess } from './server/bot-process.ts'
import { bundlePage } from './server/bundle-page.ts'
import { createPageRoutes } from './server/page-routes.ts'
import { servePage } from './server/serve-page.ts'
import { startSandbox, type SandboxOptions } from './server/sandbox.ts'

export interface Playground {
  /** Where people open it. */
  readonly url: string
  readonly bot: BotProcess
  readonly status: () => ActivityStatus
  /** Ends everything that was started, and forgets it. @throws ValidationError as the sandbox does */
  close(): Promise<void>
}

export interface PlaygroundOptions extends Pick<SandboxOptions, 'durationsMs' | 'random'> {
  /** 0 takes a free one. */
  readonly port: number
}

/** @throws Error when the port is taken, or when the bot does not start */
export async function startPlayground({ port, ...sandboxOptions }: PlaygroundOptions): Promise<Playground> {
  await using undo = new AsyncDisposableStack()
  const page = undo.adopt(await servePage(port), (server) => server.close())
  const origins = [`http://127.0.0.1:${page.port}`, `http://localhost:${page.port}`]
  const bundle = await bundlePage()
  const sandbox = undo.adopt(await startSandbox({ origins, ...sandboxOptions }), (simulators) => simulators.close())
  const folder = undo.adopt(await mkdtemp(join(tmpdir(), 'fluxkit-playground-')), (path) =>
    rm(path, { recursive: true, force: true, maxRetries: 3 }),
  )
  const activity = createActivity()
  let problems = 0
  undo.defer(
    sandbox.listen((update) => {
      if (update.kind === 'validation') problems += 1
      activity.add({ ...update, atMs: Date.now() })
    }),
  )
  const bot = undo.adopt(
    createBotProcess({
      env: botEnvironment(process.env, sandbox, folder),
      onLine: (line) => activity.add({ kind: 'log', ...line, atMs: Date.now() }),
      onState: (state) =>
        activity.add({ kind: 'log', level: 30, message: `— the bot is ${state} —`, details: '', atMs: Date.now() }),
    }),
    (process_) => process_.kill(),
  )
  const status = (): ActivityStatus => ({
    bot: bot.state,
    pid: bot.pid ?? null,
    validator: sandbox.validatorStatus,
    validated: sandbox.validated,
    problems,
    ...sandbox.fluxCounts,
  })
  const { controlUrl, fluxUrl } = sandbox
  page.use(createPageRoutes({ bundle, activity, status, bot, setup: { controlUrl, fluxUrl }, origins }))
  await bot.start()
  const started = undo.move()
  return { url: origins[0] ?? '', bot, status, close: () => started.disposeAsync() }
}
