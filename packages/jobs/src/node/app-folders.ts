import { posix, win32 } from 'node:path'

/** The folders of a user’s programs; their paths are absolute. */
export interface AppFolders {
  /** Jobs, shared by the apps of a user on this machine. */
  readonly data: string
  /** Settings and the token file of the terminal program. */
  readonly config: string
}

/**
 * Where the platform wants a program's files. `FLUXKIT_DATA_DIR` and `FLUXKIT_CONFIG_DIR` go first. Source for Linux: XDG
 * Base Directory Specification, by which relative paths are to be ignored.
 */
export function appFolders({
  env,
  homeDir,
  platform,
}: {
  env: Readonly<Record<string, string | undefined>>
  homeDir: string
  platform: NodeJS.Platform
}): AppFolders {
  const path = platform === 'win32' ? win32 : posix
  const absolute = (value: string | undefined): string | undefined =>
    value && path.isAbsolute(value) ? value : undefined
  const under = (base: string | undefined, ...fallback: string[]): string =>
    path.join(absolute(base) ?? path.join(homeDir, ...fallback), 'fluxkit')
  const usual = (): AppFolders => {
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
