/**
 * The environment of somebody who just cloned the project: no token, no settings of ours, an empty home. Only what npm
 * and pnpm downloaded before is shared, because it makes the check quick and changes nothing else.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {{ home: string, npmCache: string, npmSettings: string, pnpmStore: string }} paths
 * @returns {NodeJS.ProcessEnv}
 */
export function newcomerEnvironment(env, { home, npmCache, npmSettings, pnpmStore }) {
  const kept = Object.entries(env).filter(
    ([name]) => !/^(ACEDATACLOUD_|FLUXKIT_|XDG_|DISCORD_|npm_|INIT_CWD$)/i.test(name),
  )
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    USERPROFILE: home,
    npm_config_cache: npmCache,
    npm_config_userconfig: npmSettings,
    npm_config_store_dir: pnpmStore,
  }
}
