import { posix, type PlatformPath, win32 } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Environment } from '../host.ts'

/** Where images go, and from where input files may come. */
export interface Workspace {
  /** Input files may lie anywhere in it. Absolute. */
  readonly root: string
  /** Images are saved here; `root` itself or a folder in it. Absolute. */
  readonly directory: string
  readonly chosenBy: 'option' | 'environment' | 'client-root' | 'working-directory' | 'pictures'
}

export interface WorkspaceFacts {
  /** `--out` */
  readonly out?: string | undefined
  readonly env: Environment
  /** Roots that the client declared, as `file:` URLs. From outside: anything may be in them. */
  readonly roots?: readonly string[]
  readonly cwd: string
  readonly homeDir: string
  readonly platform: NodeJS.Platform
}

/**
 * The output folder: `--out`, `FLUXKIT_OUT`, a root of the client, the working directory, else the user's pictures folder.
 * Agents often start servers in `/` or in the home folder, which nobody means. In a project the images go to its `images`
 * folder, as those of the terminal program do.
 */
export function chooseWorkspace({ out, env, roots = [], cwd, homeDir, platform }: WorkspaceFacts): Workspace {
  const path = platform === 'win32' ? win32 : posix
  const named = (folder: string, chosenBy: Workspace['chosenBy']): Workspace => {
    const root = path.resolve(cwd, folder)
    return { root, directory: root, chosenBy }
  }
  if (out) return named(out, 'option')
  if (env['FLUXKIT_OUT']) return named(env['FLUXKIT_OUT'], 'environment')
  const root = roots.map((uri) => pathOf(uri, platform)).find((folder) => isProject(folder, homeDir, path))
  if (root !== undefined) return { root, directory: path.join(root, 'images'), chosenBy: 'client-root' }
  if (isProject(cwd, homeDir, path)) {
    return { root: cwd, directory: path.join(cwd, 'images'), chosenBy: 'working-directory' }
  }
  return named(path.join(homeDir, 'Pictures', 'Fluxkit'), 'pictures')
}

function isProject(folder: string | undefined, homeDir: string, path: PlatformPath): folder is string {
  if (folder === undefined || !path.isAbsolute(folder)) return false
  const resolved = path.resolve(folder)
  return resolved !== path.parse(resolved).root && resolved !== path.resolve(homeDir)
}

function pathOf(uri: string, platform: NodeJS.Platform): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri, { windows: platform === 'win32' }) : undefined
  } catch {
    // A host in it, an encoded slash, nonsense.
    return undefined
  }
}
