import { hostname } from 'node:os'
import type { FluxClient } from '@fluxkit/core'
import * as vscode from 'vscode'
import { contextKeys } from './contributions.ts'
import { createJobManager, type JobManager } from './jobs/job-manager.ts'
import { createJobStore, type JobStore } from './jobs/job-store.ts'
import { createPresence } from './jobs/presence.ts'
import { type Budget, createBudget } from './model/cost/budget.ts'
import type { Job } from './model/jobs/job.ts'
import { createLog, type Log } from './platform/log.ts'
import { createPictureWriter, type WritePicture } from './platform/pictures.ts'
import { readSettings } from './platform/settings.ts'
import { createTokens, type Tokens } from './platform/tokens.ts'
import type { ImageService } from './service/image-service.ts'
import { linkOfSource } from './service/link-of-source.ts'

/** What the features share. */
export interface Services extends vscode.Disposable {
  readonly context: vscode.ExtensionContext
  readonly log: Log
  readonly tokens: Tokens
  readonly store: JobStore
  readonly jobs: JobManager
  readonly writePicture: WritePicture
  readonly budget: Budget
  /** A client of the configured service with the current token. */
  client(): Promise<FluxClient>
  /** Is there a token, or is the sandbox on? */
  isReady(): Promise<boolean>
  /** Jobs that were taken up from another window or an earlier start, when they end. */
  readonly onTakenUpEnd: vscode.Event<Job>
  close(): Promise<void>
}

export function createServices(context: vscode.ExtensionContext): Services {
  const log = createLog()
  const tokens = createTokens(context.secrets, process.env)
  const folder = context.globalStorageUri.fsPath
  const store = createJobStore(`${folder}/jobs`)
  const self = { windowId: crypto.randomUUID(), pid: process.pid, host: hostname() }
  const presence = createPresence({ folder: `${folder}/windows`, self })
  const takenUpEnd = new vscode.EventEmitter<Job>()
  const clients = new Map<string, FluxClient>()

  async function client(): Promise<FluxClient> {
    const baseUrl = readSettings.baseUrl()
    // Loaded when it is first used: most windows never order a picture.
    const { openClient } = await import('./service/open-client.ts')
    const known = clients.get(baseUrl ?? '')
    if (known !== undefined) return known
    const created = openClient({
      baseUrl,
      token: async () => (await tokens.get('api')) ?? '',
      platformToken: async () => (await tokens.get('platform')) ?? '',
      // Tests have the platform on loopback too; people have no reason to set this.
      platformBaseUrl: process.env['ACEDATACLOUD_PLATFORM_BASE_URL'] || undefined,
    })
    clients.set(baseUrl ?? '', created)
    return created
  }

  const serviceFor = async ({ sandbox }: Job): Promise<ImageService> => {
    if (!sandbox) {
      const { createFluxService } = await import('./service/open-client.ts')
      return createFluxService(await client())
    }
    const { createSandboxService } = await import('./sandbox/sandbox-service.ts')
    return createSandboxService()
  }

  const writePicture = createPictureWriter()
  const jobs = createJobManager({
    store,
    presence,
    serviceFor,
    now: Date.now,
    linkOfSource: async (job, signal) => linkOfSource(job, await serviceFor(job), tokens, signal),
    async write(job, index, { bytes, extension, width, height }) {
      const folderUri = vscode.Uri.parse(job.target.folder, true)
      const uri = await writePicture(folderUri, job.target.stem, extension, bytes)
      return { index, uri: uri.toString(), width, height }
    },
    onTakenUpEnd: (job) => takenUpEnd.fire(job),
  })

  const isReady = async (): Promise<boolean> => readSettings.sandbox() || (await tokens.get('api')) !== undefined
  const showReady = async (): Promise<void> => {
    await vscode.commands.executeCommand('setContext', contextKeys.ready, await isReady())
  }
  void showReady()
  const subscriptions = vscode.Disposable.from(
    log,
    takenUpEnd,
    tokens.onDidChange(() => void showReady()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('fluxkit.sandbox')) void showReady()
    }),
  )

  return {
    context,
    log,
    tokens,
    store,
    jobs,
    writePicture,
    budget: createBudget(() => readSettings.limits()),
    client,
    isReady,
    onTakenUpEnd: takenUpEnd.event,
    async close() {
      await jobs.dispose()
      await Promise.allSettled([...clients.values()].map((each) => each.close()))
    },
    dispose() {
      subscriptions.dispose()
    },
  }
}
