import * as vscode from 'vscode'
import { settings } from '../contributions.ts'
import type { SessionLimits } from '../model/cost/session.ts'
import type { KeptLimits } from '../model/kept/kept-limits.ts'
import type { PriceList } from '../model/cost/price.ts'

/**
 * The editor passes on what is written in the settings, of any type: what makes no sense counts as not set. A number in quotes
 * is one, with a currency behind it too: a limit must not be gone because of them.
 */
function read<T>(name: keyof typeof settings, fallback: T, scope?: vscode.Uri): T {
  const written: unknown = vscode.workspace.getConfiguration('fluxkit', scope ?? null).get(settings[name])
  const isQuoted = typeof fallback === 'number' && typeof written === 'string' && /^\s*\.?\d/.test(written)
  const value = ((isQuoted ? Number.parseFloat(written) : written) ?? fallback) as T
  return typeof value !== typeof fallback || (typeof value === 'number' && value < 0) ? fallback : value
}

/** The user's settings, read when they are needed, so that changes hold at once. */
export const readSettings: {
  outputDirectory(scope?: vscode.Uri): string
  siteFolder(scope?: vscode.Uri): string
  copyFilesDestination(scope?: vscode.Uri): Readonly<Record<string, string>>
  defaultModel(): string
  prices(): PriceList
  currency(): string
  limits(): SessionLimits
  keptLimits(): KeptLimits
  uploads(scope?: vscode.Uri): 'ask' | 'never'
  codeLens(scope?: vscode.Uri): boolean
  sandbox(): boolean
  baseUrl(): string | undefined
} = {
  outputDirectory: (scope) => read('outputDirectory', '', scope),
  siteFolder: (scope) => read('siteFolder', '', scope),
  // The editor holds back a workspace's value only for settings of our own: who is not trusted says nowhere where files go.
  copyFilesDestination(scope) {
    const markdown = vscode.workspace.getConfiguration('markdown', scope ?? null)
    const destination = vscode.workspace.isTrusted
      ? markdown.get<Record<string, string>>('copyFiles.destination')
      : markdown.inspect<Record<string, string>>('copyFiles.destination')?.globalValue
    const entries = Object.entries(destination ?? {}).filter(([, folder]) => typeof folder === 'string')
    return Object.fromEntries(entries)
  },
  defaultModel: () => read('defaultModel', 'flux-dev'),
  prices: () => read<PriceList>('prices', {}),
  currency: () => read('currency', 'USD'),
  limits: () => ({
    images: read('picturesPerSession', 50),
    agentImages: read('agentPicturesPerSession', 10),
    cost: read('costPerSession', 0),
  }),
  keptLimits: () => ({
    images: read('keptImages', 100),
    bytes: read('keptMegabytes', 500) * 1_000_000,
    ageMs: read('keptDays', 30) * 86_400_000,
  }),
  // Who forbids it at any level forbids it: a workspace must not allow what a user has ruled out.
  uploads(scope) {
    const levels = vscode.workspace.getConfiguration('fluxkit', scope ?? null).inspect<unknown>(settings.uploads)
    const { globalValue = 'ask', workspaceValue = 'ask', workspaceFolderValue = 'ask' } = levels ?? {}
    // So does any other value.
    return [globalValue, workspaceValue, workspaceFolderValue].every((value) => value === 'ask') ? 'ask' : 'never'
  },
  codeLens: (scope) => read('codeLens', false, scope),
  // A value that is neither was written to turn it on: what is free by mistake is better than what is paid by mistake.
  sandbox: () => Boolean(vscode.workspace.getConfiguration('fluxkit').get<unknown>(settings.sandbox)),
  // A value that somebody set goes first; then the environment of the host; the default is in core.
  baseUrl() {
    const configured = vscode.workspace.getConfiguration('fluxkit').inspect<unknown>(settings.baseUrl)?.globalValue
    // What isn't text isn't an address either: the client refuses it, instead of sending the token to the usual one.
    if (configured !== undefined && configured !== null && configured !== '')
      return typeof configured === 'string' ? configured : JSON.stringify(configured)
    return process.env['ACEDATACLOUD_API_BASE_URL'] || undefined
  },
}
