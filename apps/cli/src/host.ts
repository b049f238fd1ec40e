import type { Readable, Writable } from 'node:stream'
import type { Clock } from '@fluxkit/core'

export type Environment = Readonly<Record<string, string | undefined>>

export type TerminalInput = Readable & { readonly isTTY?: boolean }
export type TerminalOutput = Writable & { readonly isTTY?: boolean; readonly columns?: number }

/** The signal that asked the program to end. */
export type StopReason = 'SIGINT' | 'SIGTERM' | 'SIGHUP'

/** Everything that the program uses of its machine, so that tests can start it with fakes. */
export interface Host {
  readonly env: Environment
  readonly cwd: string
  readonly homeDir: string
  readonly hostname: string
  readonly platform: NodeJS.Platform
  readonly pid: number
  readonly stdin: TerminalInput
  readonly stdout: TerminalOutput
  readonly stderr: TerminalOutput
  readonly clock: Clock
  /** Numbers in [0, 1). */
  readonly random: () => number
  /** Aborted by the first Ctrl-C or SIGTERM, with a {@link StopReason}. */
  readonly stop: AbortSignal
}
