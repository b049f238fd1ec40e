import * as vscode from 'vscode'
import { texts, t } from '../platform/t.ts'
import type { Services } from '../services.ts'
import { pageHtml } from './html.ts'
import { type Loaded, loadShown } from './load-shown.ts'
import type { Subject } from './model/entries.ts'
import { readToHost, type ToHost, type ToPage } from './model/protocol.ts'

/** The page in its panel. It forgets all when it is hidden; it then says that it is ready, and is given all again. */
export interface PageLink extends vscode.Disposable {
  readonly panel: vscode.WebviewPanel
  subjectOf(key: string): Subject | undefined
  /** Shows the variants of a job. */
  goTo(jobId: string): void
  note(text: string): void
  showAll(isAll: boolean): Promise<void>
}

/** Several changes of a job come at once. */
const gatherMs = 200

export async function linkPage(
  services: Services,
  panel: vscode.WebviewPanel,
  onMessage: (message: ToHost) => void,
): Promise<PageLink> {
  const { context, jobs, kept, log } = services
  const { webview } = panel
  const own = vscode.Uri.joinPath(context.extensionUri, 'gallery')
  const roots = new Map<string, vscode.Uri>()
  let loaded: Loaded | undefined
  let isAll = false
  let isReady = false
  let going: string | undefined
  let timer: NodeJS.Timeout | undefined

  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A webview of the editor has no such argument.
  const post = (message: ToPage): void => void webview.postMessage(message)

  async function load(): Promise<void> {
    loaded = await loadShown(services, webview, isAll)
    if (allowFolders(loaded.folders) || !isReady) return
    send()
  }

  function send(): void {
    if (loaded !== undefined) post(loaded.shown)
    if (going !== undefined) post({ type: 'go', job: going })
    going = undefined
  }

  /** The page can load from folders of its images, and from no other. @returns Whether the page begins again */
  function allowFolders(folders: readonly vscode.Uri[]): boolean {
    const added = folders.filter((folder) => !roots.has(folder.toString()))
    for (const folder of added) roots.set(folder.toString(), folder)
    if (added.length === 0) return false
    isReady = false
    webview.options = { enableScripts: true, localResourceRoots: [own, ...roots.values()] }
    return true
  }

  function refresh(): void {
    timer ??= setTimeout(() => {
      timer = undefined
      if (panel.visible) load().catch((error: unknown) => log.error('loading the gallery', error))
    }, gatherMs)
  }

  const files = vscode.workspace.createFileSystemWatcher('**/*.{png,jpg,jpeg,webp}')
  const stopListening = jobs.onDidChange(refresh)
  const subscriptions = vscode.Disposable.from(
    files,
    files.onDidCreate(refresh),
    files.onDidChange(refresh),
    files.onDidDelete(refresh),
    kept.onDidChange(refresh),
    { dispose: stopListening },
    { dispose: () => clearTimeout(timer) },
    webview.onDidReceiveMessage((value: unknown) => {
      const message = readToHost(value)
      if (message?.type === 'ready') {
        isReady = true
        // What it was given last is shown at once; what happened since follows.
        isAll = message.isAll
        send()
        refresh()
      } else if (message !== undefined) onMessage(message)
    }),
  )
  allowFolders([kept.folder])
  await load()
  webview.html = pageHtml({
    language: texts().language,
    title: t('galleryTitle'),
    script: webview.asWebviewUri(vscode.Uri.joinPath(own, 'gallery.js')).toString(),
    style: webview.asWebviewUri(vscode.Uri.joinPath(own, 'gallery.css')).toString(),
    source: webview.cspSource,
    nonce: crypto.randomUUID().replaceAll('-', ''),
  })

  return {
    panel,
    subjectOf: (key) => loaded?.subjects.get(key),
    goTo(jobId) {
      going = jobId
      if (isReady) send()
    },
    note: (text) => post({ type: 'done', text }),
    async showAll(wanted) {
      isAll = wanted
      await load()
    },
    dispose() {
      subscriptions.dispose()
    },
  }
}
