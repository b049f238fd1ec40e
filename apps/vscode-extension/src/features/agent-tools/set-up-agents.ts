import * as vscode from 'vscode'
import { type AgentClient, agentClients, folderClients } from '../../model/agent-clients.ts'
import { homeFolder } from '../../platform/folders.ts'
import { onThisMachine, type ProgramResult, type Programs } from '../../platform/programs.ts'
import { t } from '../../platform/t.ts'

/** A program with the words that come before those of the server. */
interface Server {
  readonly program: string
  readonly args: readonly string[]
}

/**
 * Other agents do not see the tools of this extension. They get those of `fluxkit-server`, whose own `install` knows where each
 * of them is configured: it shows what it would write, and writes once a user agrees.
 */
export async function setUpAgents(programs: Programs = onThisMachine): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    // npx would run what the folder brings.
    void vscode.window.showInformationMessage(t('trustFirst'))
    return
  }
  const client = await pickClient()
  if (client === undefined) return
  const cwd = await folderFor(client)
  const server = cwd === undefined ? undefined : await findServer(programs)
  if (cwd === undefined || server === undefined) return
  const install = (...more: string[]): Thenable<ProgramResult> =>
    withProgress(client, (signal) =>
      programs.run(server.program, [...server.args, 'install', client, ...more], cwd, signal),
    )
  const shown = await install()
  if (!shown.isOk) return showFailure(client, shown)
  const write = t('write')
  const question = t('confirmWrite', { client: agentClients[client] })
  const options = { modal: true, detail: shown.text }
  if ((await vscode.window.showInformationMessage(question, options, write)) !== write) return
  const written = await install('--write')
  if (!written.isOk) return showFailure(client, written)
  void vscode.window.showInformationMessage(written.text.replaceAll(/\s*\n\s*/g, ' '))
}

async function pickClient(): Promise<AgentClient | undefined> {
  const ids = Object.keys(agentClients) as AgentClient[]
  const items = ids.map((id) => ({
    label: agentClients[id],
    description: folderClients.includes(id) ? t('inThisFolder') : t('inAllFolders'),
    id,
  }))
  const placeHolder = t('whichAgent')
  const title = t('setUpAgents')
  return (await vscode.window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true }))?.id
}

/** @returns `undefined` without an open folder, or when the question was dismissed */
async function folderFor(client: AgentClient): Promise<string | undefined> {
  if (!folderClients.includes(client)) return homeFolder()
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file')
  const question = { placeHolder: t('whichAgentFolder'), ignoreFocusOut: true }
  const folder = folders.length > 1 ? await vscode.window.showWorkspaceFolderPick(question) : folders[0]
  if (folders.length === 0) {
    const message = t('openFolderFirst', { client: agentClients[client] })
    void vscode.window.showInformationMessage(message)
  }
  return folder?.uri.fsPath
}

async function findServer({ find }: Programs): Promise<Server | undefined> {
  const installed = await find('fluxkit-server')
  if (installed !== undefined) return { program: installed, args: [] }
  const npx = await find('npx')
  if (npx === undefined) {
    const get = t('getNode')
    const message = t('needsNode')
    if ((await vscode.window.showWarningMessage(message, get)) === get) {
      await vscode.env.openExternal(vscode.Uri.parse('https://nodejs.org/'))
    }
    return undefined
  }
  const run = t('runWithNpx')
  const message = t('confirmNpx')
  const detail = t('npxDetail')
  const answer = await vscode.window.showInformationMessage(message, { modal: true, detail }, run)
  return answer === run ? { program: npx, args: ['-y', '@fluxkit/server'] } : undefined
}

function withProgress(
  client: AgentClient,
  run: (signal: AbortSignal) => Promise<ProgramResult>,
): Thenable<ProgramResult> {
  const title = t('settingUp', { client: agentClients[client] })
  const location = vscode.ProgressLocation.Notification
  return vscode.window.withProgress({ location, title, cancellable: true }, async (_progress, token) => {
    const controller = new AbortController()
    const subscription = token.onCancellationRequested(() => controller.abort())
    try {
      return await run(controller.signal)
    } finally {
      subscription.dispose()
    }
  })
}

function showFailure(client: AgentClient, { text }: ProgramResult): void {
  const message = t('setUpFailed', { client: agentClients[client], reason: text.slice(-500) })
  void vscode.window.showErrorMessage(message)
}
