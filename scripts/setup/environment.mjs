import { delimiter, dirname, join } from 'node:path'
import { pinnedNode } from './workspace.mjs'

/**
 * The environment of everything that runs after the installation: the pinned Node and the workspace's tools come first
 * on the PATH, and no tool reports home.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {string} folder
 * @param {NodeJS.Platform} [platform]
 * @returns {NodeJS.ProcessEnv}
 */
export function pinnedEnvironment(env, folder, platform = process.platform) {
  // Windows spells it `Path`, and an object with both spellings gives the child either.
  const key = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
  const folders = [dirname(pinnedNode(folder, platform)), join(folder, 'node_modules', '.bin'), env[key] ?? '']
  return {
    ...env,
    [key]: folders.filter((entry) => entry !== '').join(platform === 'win32' ? ';' : delimiter),
    DO_NOT_TRACK: '1',
    TURBO_TELEMETRY_DISABLED: '1',
    TURBO_NO_UPDATE_NOTIFIER: '1',
  }
}
