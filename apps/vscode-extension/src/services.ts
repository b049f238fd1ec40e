import { defaultBaseUrl, type FluxClient } from '@fluxkit/core'
import { accountOf } from '@fluxkit/jobs'
import * as vscode from 'vscode'
import { type Anchors, createAnchors } from './anchors/anchors.ts'
import { contextKeys } from './contributions.ts'
import type { Connection } from './jobs/job-host.ts'
import type { Confirm } from './jobs/job-desk.ts'
import { createJobs, type Jobs } from './jobs/jobs.ts'
import type { JobView } from './model/jobs/job-view.ts'
import { type JobFolders, jobFolders } from './platform/folders.ts'
import { createAllowance } from './platform/allowance.ts'
import { environment } from './platform/environment.ts'
import { createKeptFolder, type KeptFolder } from './platform/kept-folder.ts'
import { createLog, type Log } from './platform/log.ts'
import { createImageWriter, type WriteImage } from './platform/images.ts'
import { registerEach } from './platform/register-each.ts'
import { readSettings } from './platform/settings.ts'
import { windowFacts } from './platform/window-facts.ts'
import { createTokens, type Tokens } from './platform/tokens.ts'

/** What the features share. */
export interface Services extends vscode.Disposable {
  readonly context: vscode.ExtensionContext
  readonly log: Log
  readonly tokens: Tokens
  readonly jobs: Jobs
  readonly folders: JobFolders
  readonly writeImage: WriteImage
  /** Where links go in documents, whatever is typed meanwhile. */
  readonly anchors: Anchors
  /** Images that were put aside. */
  readonly kept: KeptFolder
  /** A client of the configured service with the current token. */
  client(): Promise<FluxClient>
  /** Is there a token, or is the sandbox on? */
  isReady(): Promise<boolean>
  /** Jobs that nobody in this window waits for, when they end. */
  readonly onTakenUpEnd: vscode.Event<JobView>
  /** Who asks a user about jobs that were saved and never sent. Without, they are left. */
  confirmWith(confirm: Confirm): void
  close(): Promise<void>
}

export function createServices(context: vscode.ExtensionContext): Services {
  const log = createLog()
  const tokens = createTokens(context.secrets, environment)
  const folders = jobFolders(context)
  const takenUpEnd = new vscode.EventEmitter<JobView>()
  const clients = new Map<string, FluxClient>()
  let confirm: Confirm = async () => 'leave'

  async function client(): Promise<FluxClient> {
    const baseUrl = readSettings.baseUrl()
    // Loaded when it is first used: most windows never request an image.
    const { openClient } = await import('./jobs/open-desk.ts')
    const known = clients.get(baseUrl ?? '')
    if (known !== undefined) return known
    const created = openClient({
      baseUrl,
      token: async () => (await tokens.get('api')) ?? '',
      platformToken: async () => (await tokens.get('platform')) ?? '',
      // Tests have the platform on loopback too; people have no reason to set this.
      platformBaseUrl: environment['ACEDATACLOUD_PLATFORM_BASE_URL'] || undefined,
    })
    clients.set(baseUrl ?? '', created)
    return created
  }

  const anchors = createAnchors(context.workspaceState, log)
  const writeImage = createImageWriter()
  const keptChanged = new vscode.EventEmitter<void>()
  const kept = createKeptFolder({
    folder: vscode.Uri.joinPath(context.globalStorageUri, 'kept'),
    limits: () => readSettings.keptLimits(),
    now: Date.now,
    changed: keptChanged,
  })
  const jobs = createJobs(async (onChange) => {
    const { openDesk } = await import('./jobs/open-desk.ts')
    return openDesk({
      ...folders,
      client,
      connection: () => connectionOf(tokens),
      tokens,
      writeImage,
      window: windowFacts,
      allowance: createAllowance(vscode.Uri.joinPath(context.globalStorageUri, 'allowance.json')),
      settings: () => ({
        limits: readSettings.limits(),
        prices: readSettings.prices(),
        currency: readSettings.currency(),
      }),
      confirm: (job, isStale) => confirm(job, isStale),
      onChange,
      onTakenUpEnd: (job) => takenUpEnd.fire(job),
      onError: (error) => log.error('work on jobs', error),
    })
  })

  const isReady = async (): Promise<boolean> => readSettings.sandbox() || (await tokens.get('api')) !== undefined
  const showReady = async (): Promise<void> => {
    try {
      await vscode.commands.executeCommand('setContext', contextKeys.ready, await isReady())
    } catch (error) {
      log.error('showing whether a token is set', error)
    }
  }
  void showReady()
  const subscriptions = registerEach(log, {
    log: () => log,
    anchors: () => anchors,
    takenUpEnd: () => takenUpEnd,
    keptChanged: () => keptChanged,
    tokens: () => tokens.onDidChange(() => void showReady()),
    settings: () =>
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('fluxkit.sandbox')) void showReady()
      }),
  })

  return {
    context,
    log,
    tokens,
    jobs,
    folders,
    writeImage,
    anchors,
    kept,
    client,
    isReady,
    onTakenUpEnd: takenUpEnd.event,
    confirmWith: (prompting) => void (confirm = prompting),
    async close() {
      await jobs.close()
      await Promise.allSettled([...clients.values()].map((each) => each.close()))
    },
    dispose() {
      subscriptions.dispose()
    },
  }
}

/** The service and the account as records of all apps name them. */
async function connectionOf(tokens: Tokens): Promise<Connection> {
  const baseUrl = readSettings.baseUrl() ?? defaultBaseUrl
  const token = await tokens.get('api')
  return {
    address: URL.canParse(baseUrl) ? new URL(baseUrl).origin : baseUrl,
    account: token === undefined ? '' : await accountOf(token, baseUrl),
  }
}
