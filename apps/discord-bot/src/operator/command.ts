import type { Config } from '../config/config.ts'

/** What a command of the operator may use. */
export interface CommandHost {
  readonly config: Config
  readonly args: readonly string[]
  /** Prints a line. */
  readonly print: (line: string) => void
  readonly now: () => number
}

/** A command of the operator, beside the bot itself. */
export interface OperatorCommand {
  readonly name: string
  /** Its arguments as the help shows them. */
  readonly usage: string
  readonly summary: string
  /** Tokens without which it can't run. */
  readonly needs: readonly ('DISCORD_TOKEN' | 'ACEDATACLOUD_API_TOKEN')[]
  /** @throws {OperatorError} with a message for the operator */
  readonly run: (host: CommandHost) => Promise<void>
}

/** It can't be done, for a reason that the operator can change. Nothing has been changed. */
export class OperatorError extends Error {}
