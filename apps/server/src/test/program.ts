import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Client, ClientCapabilities } from '@modelcontextprotocol/client'
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio'
import type { ProgramClock } from '@fluxkit/tooling/time'
import type { Environment } from '../host.ts'
import { type Era, newClient } from './mcp-client.ts'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

export interface Program {
  readonly child: ChildProcessWithoutNullStreams
  /** What it has printed for people. */
  readonly printed: () => string
  /** With the code or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>
}

/** Starts the real program, from its sources, on the clock of the test. */
export function startProgram(
  programs: ProgramClock,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: Environment },
): Program {
  const child = programs.start((nodeArgs) =>
    spawn(process.execPath, ['--conditions=source', ...nodeArgs, main, ...args], {
      cwd: options.cwd,
      env: { PATH: process.env['PATH'], NODE_NO_WARNINGS: '1', ...options.env },
    }),
  )
  let printed = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed += text))
  // Writing to a program that was killed.
  child.stdin.on('error', () => undefined)
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.once('close', (code, signal) => resolve(signal ?? code)),
  )
  return { child, printed: () => printed, ended }
}

/** A client of the official SDK on the program's standard input and output. */
export async function connectTo(
  { clock }: ProgramClock,
  { child }: Program,
  era: Era = '2026',
  capabilities: ClientCapabilities = {},
): Promise<Client> {
  const client = newClient(era, capabilities)
  // The same lines in both directions.
  await clock.until(client.connect(new StdioServerTransport(child.stdout, child.stdin)))
  return client
}
