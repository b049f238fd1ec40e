import { dirname, resolve } from 'node:path'
import type { Config } from '../config/config.ts'

interface Failure {
  readonly code?: string | number
  readonly status?: number
  readonly path?: string
  readonly port?: number
  readonly address?: string
  readonly hostname?: string
  readonly message?: string
  readonly errcode?: number
}

type Where = Pick<Config, 'FLUXKIT_DATA_DIR' | 'FLUXKIT_HOST' | 'FLUXKIT_PORT' | 'DISCORD_API_BASE'>

/** Why the program ended, for its operator: the path, port or host that it is about, and what to do. */
export function startProblem(error: unknown, config: Where): string {
  const { code, status, path, port, address, hostname, message, errcode }: Failure =
    typeof error === 'object' && error !== null ? error : { message: String(error) }
  const folder = resolve(config.FLUXKIT_DATA_DIR)
  switch (String(code)) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return port === undefined
        ? `${path ?? folder} can’t be written (${code}). Let the user that runs the bot write there, or set FLUXKIT_DATA_DIR to another folder.`
        : `Port ${port} can’t be opened by this user (${code}). Set FLUXKIT_PORT to one above 1023.`
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk of ${path ?? folder} is full (${code}). Make room there; nothing that was paid for is lost.`
    case 'ENOTDIR':
    case 'EEXIST':
      return `${path ?? folder} isn’t a folder (${code}). Set FLUXKIT_DATA_DIR to a folder.`
    case 'EADDRINUSE':
      return `Port ${port ?? config.FLUXKIT_PORT} of ${address ?? config.FLUXKIT_HOST} is in use. Does the bot run already? Otherwise set FLUXKIT_PORT (or FLUXKIT_METRICS_PORT) to another one, or 0 for any.`
    case 'EADDRNOTAVAIL':
      return `${address ?? config.FLUXKIT_HOST} isn’t an address of this machine. Set FLUXKIT_HOST to 127.0.0.1 or 0.0.0.0.`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host ${hostname ?? new URL(config.DISCORD_API_BASE).host} has no address (${code}). Check the name and the DNS of this machine.`
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case 'ETIMEDOUT':
      return `${address === undefined ? new URL(config.DISCORD_API_BASE).host : `${address}:${port}`} can’t be reached (${code}). Check the network and the firewall of this machine.`
    case 'ERR_SQLITE_ERROR':
      return databaseProblem(errcode, message ?? '', resolve(folder, 'fluxkit.sqlite'))
    default:
  }
  if (status === 401)
    return 'Discord does not accept DISCORD_TOKEN (401). Reset it under Bot at https://discord.com/developers/applications.'
  return message ?? String(error)
}

/** Source of the numbers: https://www.sqlite.org/rescode.html */
function databaseProblem(errcode: number | undefined, message: string, file: string): string {
  switch ((errcode ?? 0) & 0xff) {
    case 5:
    case 6:
      return `The database ${file} is locked by another program. Stop what else has it open.`
    case 8:
    case 14:
      return `The database ${file} can’t be opened for writing. Let the user that runs the bot write to ${dirname(file)}, or set FLUXKIT_DATA_DIR to another folder.`
    case 13:
      return `The disk of ${dirname(file)} is full. Make room there; nothing that was paid for is lost.`
    case 11:
    case 26:
      return `The database ${file} is damaged or isn’t one (${message}). Keep a copy, then use the command restore with a backup.`
    default:
      return `The database ${file} can’t be used: ${message}.`
  }
}
