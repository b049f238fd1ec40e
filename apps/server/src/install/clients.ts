import { posix, win32 } from 'node:path'
import type { Host } from '../host.ts'

/** The command that starts the server, for a configuration. */
export interface StartCommand {
  readonly command: string
  readonly args: readonly string[]
}

/** Where and how a client is configured for MCP servers. */
export interface ClientRecipe {
  readonly id: ClientId
  readonly title: string
  /** The path of its configuration. */
  readonly path: string
  readonly format: 'json' | 'toml'
  /** Where the entry is in it. */
  readonly place: readonly string[]
  readonly entry: (start: StartCommand) => Readonly<Record<string, unknown>>
}

export const clientIds = [
  'claude-code',
  'claude-desktop',
  'codex',
  'copilot-cli',
  'cursor',
  'gemini',
  'vscode',
  'windsurf',
  'zed',
] as const

export type ClientId = (typeof clientIds)[number]

export function isClientId(text: string): text is ClientId {
  return clientIds.some((id) => id === text)
}

type Surroundings = Pick<Host, 'cwd' | 'homeDir' | 'platform' | 'env'>

const plain = ({ command, args }: StartCommand) => ({ command, args })
const mcpServers = ['mcpServers', 'fluxkit']

/** The recipe of a client. Sources: the documentation of each client, November 2026. */
export function recipeOf(id: ClientId, { cwd, homeDir, platform, env }: Surroundings): ClientRecipe {
  const path = platform === 'win32' ? win32 : posix
  const home = (...parts: string[]): string => path.join(homeDir, ...parts)
  const project = (...parts: string[]): string => path.join(cwd, ...parts)
  const appData = env['APPDATA'] ?? home('AppData', 'Roaming')
  const config = env['XDG_CONFIG_HOME'] ?? home('.config')
  const json = { format: 'json', place: mcpServers, entry: plain } as const
  switch (id) {
    case 'claude-code':
      return {
        ...json,
        id,
        title: 'Claude Code',
        path: project('.mcp.json'),
      }
    case 'claude-desktop': {
      const folder = { darwin: home('Library', 'Application Support'), win32: appData }[platform as string] ?? config
      const file = path.join(folder, 'Claude', 'claude_desktop_config.json')
      return { ...json, id, title: 'Claude Desktop', path: file }
    }
    case 'codex':
      return {
        id,
        title: 'Codex',
        path: path.join(env['CODEX_HOME'] ?? home('.codex'), 'config.toml'),
        format: 'toml',
        place: ['mcp_servers', 'fluxkit'],
        entry: plain,
      }
    case 'copilot-cli':
      return {
        ...json,
        id,
        title: 'Copilot CLI',
        path: home('.copilot', 'mcp-config.json'),
        entry: (start) => ({ type: 'local', ...plain(start), tools: ['*'] }),
      }
    case 'cursor':
      return {
        ...json,
        id,
        title: 'Cursor',
        path: home('.cursor', 'mcp.json'),
      }
    case 'gemini':
      return { ...json, id, title: 'Gemini CLI', path: home('.gemini', 'settings.json') }
    case 'vscode':
      return {
        id,
        title: 'VS Code',
        path: project('.vscode', 'mcp.json'),
        format: 'json',
        place: ['servers', 'fluxkit'],
        entry: (start) => ({ type: 'stdio', ...plain(start) }),
      }
    case 'windsurf':
      return {
        ...json,
        id,
        title: 'Windsurf',
        path: home('.codeium', 'windsurf', 'mcp_config.json'),
      }
    case 'zed':
      return {
        id,
        title: 'Zed',
        path:
          platform === 'win32' ? path.join(appData, 'Zed', 'settings.json') : path.join(config, 'zed', 'settings.json'),
        format: 'json',
        place: ['context_servers', 'fluxkit'],
        entry: (start) => ({ source: 'custom', ...plain(start), env: {} }),
      }
  }
}

/** `npx` is a script on Windows, which only a shell can start. */
export function startCommand(platform: NodeJS.Platform, version: string, args: readonly string[]): StartCommand {
  const npx = ['-y', `@fluxkit/server@${version}`, 'mcp', ...args]
  return platform === 'win32' ? { command: 'cmd', args: ['/c', 'npx', ...npx] } : { command: 'npx', args: npx }
}
