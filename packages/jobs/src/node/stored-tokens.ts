import { join } from 'node:path'

/** What `fluxkit login` keeps. Each token is used for the origin that it was given for, and no other. */
export interface StoredTokens {
  readonly token?: string
  readonly origin?: string
  readonly platformToken?: string
  readonly platformOrigin?: string
}

/**
 * The file with the tokens that `fluxkit login` has stored.
 * @param configFolder see `appFolders`
 */
export function tokenFilePath(configFolder: string): string {
  return join(configFolder, 'credentials.json')
}

/** Reads the text of the token file. @returns `undefined` when it is damaged */
export function parseStoredTokens(text: string): StoredTokens | undefined {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof json !== 'object' || json === null) return undefined
  const fields = ['token', 'origin', 'platformToken', 'platformOrigin'] as const
  const entries = fields.flatMap((field) => {
    const value = (json as Record<string, unknown>)[field]
    return typeof value === 'string' && value !== '' ? [[field, value]] : []
  })
  return Object.fromEntries(entries) as StoredTokens
}
