import { posix, win32 } from 'node:path'
import type { Environment } from '../host.ts'

export interface Folders {
  /** The journal of jobs. */
  readonly data: string
  /** The token file. */
  readonly config: string
}

/**
 * Where the platform wants a program's files. `FLUXKIT_DATA_DIR` and `FLUXKIT_CONFIG_DIR` go first. Source for Linux: XDG
 * Base Directory Specification, by which relative paths are to be ignored.
 */
export function findFolders({
  env,
  homeDir,
  platform,
}: {
  env: Environment
  homeDir: string
  platform: NodeJS.Platform
}): Folders {
  const path = platform === 'win32' ? win32 : posix
  const absolute = (value: string | undefined): string | undefined =>
    value && path.isAbsolute(value) ? value : undefined
  const under = (base: string | undefined, ...fallback: string[]): string =>
    path.join(absolute(base) ?? path.join(homeDir, ...fallback), 'fluxkit')
  const usual = (): Folders => {
    if (platform === 'win32') {
      return {
        data: under(env['LOCALAPPDATA'], 'AppData', 'Local'),
        config: under(env['APPDATA'], 'AppData', 'Roaming'),
      }
    }
    if (platform === 'darwin') {
      const support = path.join(homeDir, 'Library', 'Application Support')
      return { data: under(env['XDG_DATA_HOME'] ?? support), config: under(env['XDG_CONFIG_HOME'] ?? support) }
    }
    return { data: under(env['XDG_DATA_HOME'], '.local', 'share'), config: under(env['XDG_CONFIG_HOME'], '.config') }
  }
  const { data, config } = usual()
  return { data: env['FLUXKIT_DATA_DIR'] || data, config: env['FLUXKIT_CONFIG_DIR'] || config }
}
