import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'

export type Environment = Readonly<Record<string, string | undefined>>

/** A file of settings or with a secret can't be read. The message names it and what is wrong. */
export class SettingsUnreadable extends Error {}

/** Each may be in a separate file instead, as Docker and Kubernetes mount secrets: `DISCORD_TOKEN_FILE`. */
const secrets = [
  'DISCORD_TOKEN',
  'ACEDATACLOUD_API_TOKEN',
  'DATABASE_URL',
  'DATABASE_LISTEN_URL',
  'FLUXKIT_S3_ACCESS_KEY_ID',
  'FLUXKIT_S3_SECRET_ACCESS_KEY',
] as const

/**
 * The environment, over the settings of the file that `FLUXKIT_CONFIG_FILE` names (lines of `NAME=value`), with the
 * secrets that `*_FILE` settings name.
 * @throws {SettingsUnreadable}
 */
export function loadEnvironment(env: Environment): Environment {
  const path = env['FLUXKIT_CONFIG_FILE']
  const given: Record<string, string | undefined> = path
    ? { ...parseEnv(read(path, 'FLUXKIT_CONFIG_FILE')), ...env }
    : { ...env }
  for (const name of secrets) {
    const file = given[`${name}_FILE`]
    if (!file) continue
    if (given[name]) throw new SettingsUnreadable(`${name}: is set, and so is ${name}_FILE; leave one of them out`)
    // Editors end a file with a newline, which isn't part of a token.
    given[name] = read(file, `${name}_FILE`).trim()
    delete given[`${name}_FILE`]
  }
  return given
}

function read(path: string, setting: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException
    throw new SettingsUnreadable(`${setting}: ${path} can’t be read (${code})`)
  }
}
