import type * as vscode from 'vscode'

export type TokenKind = 'api' | 'platform'
export type TokenSource = 'secrets' | 'environment'

const names: Readonly<Record<TokenKind, { readonly secret: string; readonly variable: string }>> = {
  api: { secret: 'fluxkit.apiToken', variable: 'ACEDATACLOUD_API_TOKEN' },
  platform: { secret: 'fluxkit.platformToken', variable: 'ACEDATACLOUD_PLATFORM_TOKEN' },
}

/** Tokens live in the editor's SecretStorage, else in the environment of the extension host; nowhere else. */
export interface Tokens {
  get(kind: TokenKind): Promise<string | undefined>
  placeOf(kind: TokenKind): Promise<TokenSource | undefined>
  set(kind: TokenKind, token: string): Promise<void>
  remove(kind: TokenKind): Promise<void>
  /** Also for changes that other windows make. */
  readonly onDidChange: vscode.Event<unknown>
}

export function createTokens(secrets: vscode.SecretStorage, env: NodeJS.ProcessEnv): Tokens {
  // Some servers have no working store: reading it fails there, and the environment is what is left.
  const stored = async (kind: TokenKind): Promise<string | undefined> => {
    try {
      return (await secrets.get(names[kind].secret)) || undefined
    } catch {
      return undefined
    }
  }
  const fromEnvironment = (kind: TokenKind): string | undefined => env[names[kind].variable]?.trim() || undefined
  return {
    get: async (kind) => (await stored(kind)) ?? fromEnvironment(kind),
    async placeOf(kind) {
      if ((await stored(kind)) !== undefined) return 'secrets'
      return fromEnvironment(kind) === undefined ? undefined : 'environment'
    },
    set: async (kind, token) => secrets.store(names[kind].secret, token),
    remove: async (kind) => secrets.delete(names[kind].secret),
    onDidChange: (...listener) => secrets.onDidChange(...listener),
  }
}
