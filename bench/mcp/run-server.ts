import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Agent, openAgent } from '@fluxkit/tooling/mcp'
import { type ProcessUsage, usageOf } from '../bot/process-usage.ts'
import type { ServerKind } from './servers.ts'

/** A server that runs. */
export interface RunningServer extends AsyncDisposable {
  readonly agent: Agent
  /** `performance.now()` before its process was started. */
  readonly startedMs: number
  usage(): ProcessUsage
}

/** @param folder where it is installed; the project that it works in and its home are made there */
export async function startServer(
  { main, args, env }: ServerKind,
  folder: string,
  more: Readonly<Record<string, string>> = {},
): Promise<RunningServer> {
  const project = join(folder, 'project')
  await mkdir(project, { recursive: true })
  const startedMs = performance.now()
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, [join(folder, main), ...args], {
    cwd: project,
    env: { PATH: process.env['PATH'], HOME: folder, FLUXKIT_DATA_DIR: join(folder, 'data'), ...env, ...more },
  })
  // Some write much there; nobody reads it.
  child.stderr.resume()
  return {
    agent: openAgent(child),
    startedMs,
    usage: () => usageOf(child.pid),
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'close')
      child.kill('SIGKILL')
      await ended
    },
  }
}
