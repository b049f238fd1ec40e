import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { runApp } from 'fluxkit/app'
import type { Fault } from '@fluxkit/simulator'
import { tinyPng } from '../../support/tiny-png.ts'
import type { Host, HostRun } from './host.ts'
import { plain } from './plain.ts'
import {
  chargesOf,
  countFor,
  createWorld,
  hasImage,
  imagesIn,
  keepsTask,
  prompt,
  stateIn,
  token,
  type World,
} from './world.ts'

/** The terminal program; `wait` recovers, and the same command with `--resume` is how it is tried again. */
export const program: Host = {
  name: 'program',
  meets: ({ operation }) => operation !== 'callback',
  run: runProgram,
}

interface Ended {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

async function runProgram(fault: Fault): Promise<HostRun> {
  await using world = await createWorld()
  const { simulator, folder, url } = world
  const isEdit = fault.operation === 'upload'
  if (isEdit) await writeFile(join(folder, 'cat.png'), tinyPng)
  const command = isEdit
    ? ['edit', 'cat.png', prompt, '--yes']
    : ['generate', prompt, '--size', '256x256', '--count', String(countFor(fault))]
  const given = isEdit ? 1 : 0

  simulator.faults.add(fault)
  const first = await run(world, [...command, '--timeout', '40', '--json'])
  if ((first.exitCode === 0) === first.stderr.includes('✗')) {
    throw new Error(`fluxkit ended with ${first.exitCode}: ${first.stderr}`)
  }
  const charges = chargesOf(simulator)
  const { submissions, accepted } = simulator.stats
  const isDelivered = (await imagesIn(folder)) > given
  const facts = (JSON.parse(first.stdout) as { error?: { charged: HostRun['charged'] } }).error
  const state = await stateIn(world)
  const keepsTaskId = await keepsTask(world)

  simulator.faults.clear()
  const offersRetry = !isEdit && !isDelivered && (await wouldSubmit(world, command))
  let isRecoverable: boolean | undefined
  if (charges > 0 && !isDelivered && (await hasImage(world))) {
    await run(world, ['wait', '--timeout', '40'])
    isRecoverable = (await imagesIn(folder)) > given && simulator.stats.submissions === submissions
  }
  return {
    submissions,
    accepted,
    charges,
    state,
    keepsTaskId,
    isDelivered,
    isRecoverable,
    charged: facts?.charged,
    personReads: textOf(first, command, url),
    offersRetry,
    // A plan that submits is carried out without a question where the record says that nothing was charged.
    warnsBeforePaying: offersRetry && (charges > 0 || state === 'unknown') ? false : undefined,
  }
}

/** Runs the program in this process. */
async function run({ folder, url, clock }: World, args: readonly string[]): Promise<Ended> {
  const [stdout, stderr] = [recover(), recover()]
  const exitCode = await clock.until(
    runApp({
      args,
      version: '0.0.0',
      host: {
        env: {
          FLUXKIT_DATA_DIR: join(folder, '.data'),
          FLUXKIT_CONFIG_DIR: join(folder, '.config'),
          ACEDATACLOUD_API_BASE_URL: url,
          ACEDATACLOUD_API_TOKEN: token,
          ACEDATACLOUD_PLATFORM_BASE_URL: url,
          ACEDATACLOUD_PLATFORM_TOKEN: 'platform-a-token',
        },
        cwd: folder,
        homeDir: folder,
        hostname: 'host',
        platform: process.platform,
        pid: process.pid,
        stdin: Readable.from([]),
        stdout,
        stderr,
        clock,
        random: () => 0.5,
        stop: new AbortController().signal,
      },
    }),
  )
  return { exitCode, stdout: stdout.text, stderr: stderr.text }
}

class Collector extends Writable {
  text = ''

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString()
    done()
  }
}

function recover(): Collector {
  return new Collector()
}

/** Would the same command with `--resume` submit? */
async function wouldSubmit(world: World, command: readonly string[]): Promise<boolean> {
  const { stdout } = await run(world, [...command, '--resume', '--dry-run', '--json'])
  return (JSON.parse(stdout) as { toSubmit: number }).toSubmit > 0
}

/** What is printed from the error on, under the command. */
function textOf({ stderr, exitCode }: Ended, command: readonly string[], url: string): string {
  const from = stderr.indexOf('✗')
  if (from < 0) return ''
  const typed = command.map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(' ')
  return plain(`$ fluxkit ${typed}\n${stderr.slice(from).trim()}\n(exit code ${exitCode})`.replaceAll(url, 'https://…'))
}
