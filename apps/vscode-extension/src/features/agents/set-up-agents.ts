import * as vscode from 'vscode'
import { type AgentClient, agentClients, folderClients } from '../../model/agent-clients.ts'
import { homeFolder } from '../../platform/folders.ts'
import { findProgram, type ProgramResult, runProgram } from '../../platform/programs.ts'

/** A program with the words that come before those of the server. */
interface Server {
  readonly program: string
  readonly args: readonly string[]
}

/** What the command needs of the machine. */
export interface Programs {
  readonly find: (name: string) => Promise<string | undefined>
  readonly run: (program: string, args: readonly string[], cwd: string, signal: AbortSignal) => Promise<ProgramResult>
}

const onThisMachine: Programs = {
  find: (name) => findProgram(name, process),
  run: (program, args, cwd, signal) => runProgram(program, args, { cwd, platform: process.platform, signal }),
}

/**
 * Other agents do not see the tools of this extension. They get those of `fluxkit-server`, whose own `install` knows where each
 * of them is configured: it shows what it would write, and writes once a person agrees.
 */
export async function setUpAgents(programs: Programs = onThisMachine): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    // npx would run what the folder brings.
    void vscode.window.showInformationMessage(vscode.l10n.t('Trust this workspace first: a program is run in it.'))
    return
  }
  const client = await askClient()
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
  const write = vscode.l10n.t('Write')
  const question = vscode.l10n.t('Write this into the configuration of {0}?', agentClients[client])
  const options = { modal: true, detail: shown.text }
  if ((await vscode.window.showInformationMessage(question, options, write)) !== write) return
  const written = await install('--write')
  if (!written.isOk) return showFailure(client, written)
  void vscode.window.showInformationMessage(written.text.replaceAll(/\s*\n\s*/g, ' '))
}

async function askClient(): Promise<AgentClient | undefined> {
  const ids = Object.keys(agentClients) as AgentClient[]
  const items = ids.map((id) => ({
    label: agentClients[id],
    description: folderClients.includes(id) ? vscode.l10n.t('in this folder') : vscode.l10n.t('in all folders'),
    id,
  }))
  const placeHolder = vscode.l10n.t('Which agent should make images with Fluxkit?')
  const title = vscode.l10n.t('Set Up Other Agents')
  return (await vscode.window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true }))?.id
}

/** @returns `undefined` where there is none, or the question for it was dismissed */
async function folderFor(client: AgentClient): Promise<string | undefined> {
  if (!folderClients.includes(client)) return homeFolder()
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file')
  const placeHolder = vscode.l10n.t('In which folder should the agent make images?')
  const folder = folders.length > 1 ? await vscode.window.showWorkspaceFolderPick({ placeHolder }) : folders[0]
  if (folders.length === 0) {
    const message = vscode.l10n.t('{0} is configured in a folder. Open one first.', agentClients[client])
    void vscode.window.showInformationMessage(message)
  }
  return folder?.uri.fsPath
}

async function findServer({ find }: Programs): Promise<Server | undefined> {
  const installed = await find('fluxkit-server')
  if (installed !== undefined) return { program: installed, args: [] }
  const npx = await find('npx')
  if (npx === undefined) {
    const get = vscode.l10n.t('Get Node.js')
    const message = vscode.l10n.t('The Fluxkit server needs Node.js 22.12 or newer, and there is none on this machine.')
    if ((await vscode.window.showWarningMessage(message, get)) === get) {
      await vscode.env.openExternal(vscode.Uri.parse('https://nodejs.org/'))
    }
    return undefined
  }
  const run = vscode.l10n.t('Run with npx')
  const message = vscode.l10n.t('Fluxkit’s server is not installed. Run it with npx?')
  const detail = vscode.l10n.t('npm downloads the package @fluxkit/server for that.')
  const answer = await vscode.window.showInformationMessage(message, { modal: true, detail }, run)
  return answer === run ? { program: npx, args: ['-y', '@fluxkit/server'] } : undefined
}

function withProgress(
  client: AgentClient,
  run: (signal: AbortSignal) => Promise<ProgramResult>,
): Thenable<ProgramResult> {
  const title = vscode.l10n.t('Setting up {0}', agentClients[client])
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
  const message = vscode.l10n.t('{0} could not be set up: {1}', agentClients[client], text.slice(-500))
  void vscode.window.showErrorMessage(message)
}
