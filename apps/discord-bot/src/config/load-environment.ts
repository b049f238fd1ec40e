import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The environment, over the settings of the file that `FLUXKIT_CONFIG_FILE` names (lines of `NAME=value`).
 * @throws Error when the file cannot be read
 */
export function loadEnvironment(env: Environment): Environment {
  const path = env['FLUXKIT_CONFIG_FILE']
  return path ? { ...parseEnv(readFileSync(path, 'utf8')), ...env } : env
}
