import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

const besideWorkspace = join('..', 'shared', 'data', 'discord-openapi.json')

/**
 * Where Discord's OpenAPI document is: the given path, else `FLUXKIT_DISCORD_OPENAPI`, else
 * `../shared/data/discord-openapi.json` beside the workspace that contains `startFolder`.
 */
export function findDocument(
  configured: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  startFolder: string,
): string | undefined {
  const named = configured ?? environment['FLUXKIT_DISCORD_OPENAPI']
  if (named !== undefined && named !== '') return existsSync(named) ? named : undefined
  for (let folder = resolve(startFolder); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'pnpm-workspace.yaml'))) {
      const candidate = join(folder, besideWorkspace)
      return existsSync(candidate) ? candidate : undefined
    }
    if (dirname(folder) === folder) return undefined
  }
}
