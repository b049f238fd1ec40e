import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { FakeClock } from '@fluxkit/core/testing'
import { createSimulator, type Fault, type Simulator } from '@fluxkit/simulator'
import { createProgramClock } from '@fluxkit/tooling/time'
import { tinyPng } from '../support/tiny-png.ts'
import type { Scenario } from './scenarios.ts'

const main = fileURLToPath(new URL('../../apps/cli/dist/main.js', import.meta.url))

/** What a person sees. */
export interface ProgramRun {
  /** As it is typed. */
  readonly command: string
  readonly exitCode: number | null
  /** Standard error from the error on; empty when it worked. Ids and addresses are replaced. */
  readonly error: string
}

/** A person's machine: a folder, and the service behind an address. */
interface Desk {
  readonly folder: string
  readonly url: string
  readonly simulator: Simulator
  readonly clock: FakeClock
}

/** How long a task takes. */
const taskMs = 10_000

/** Makes ready what the command needs, with the fault in force as soon as it can matter. @returns its arguments */
type Preparation = (desk: Desk, fault: Fault) => Promise<readonly string[]>

/** Submitting and waiting are one command; it meets the fault in the part that the fault is about. */
const generate: Preparation = async ({ simulator }, fault) => {
  simulator.faults.add(fault)
  return ['generate', 'fox', '--size', '256x256', '--timeout', '40']
}

const preparations: Partial<Record<Scenario['operation'], Preparation>> = {
  'submit-async': generate,
  wait: generate,
  download: async (desk, fault) => {
    const { url, simulator, clock } = desk
    const id = await orderPicture(desk)
    // No further: some faults are over soon after the task.
    while (simulator.tasks.some(({ state }) => state === 'running')) await clock.advanceToNextTimer()
    simulator.faults.add(fault)
    return ['download', `${url}/sandbox-images/${id}_0.png`]
  },
  upload: async ({ folder, simulator }, fault) => {
    await writeFile(join(folder, 'cat.png'), tinyPng)
    simulator.faults.add(fault)
    return ['edit', 'cat.png', 'make it night', '--yes']
  },
}

/** Is there a command that meets this scenario? */
export function hasCommand({ operation }: Scenario): boolean {
  return preparations[operation] !== undefined
}

/** Runs the built program under a fault that stays. @throws when no command meets it, or the program itself breaks */
export async function runProgram({ operation, fault }: Scenario): Promise<ProgramRun> {
  const prepare = preparations[operation]
  if (!prepare) throw new Error(`No command meets ${operation}.`)
  const folder = await mkdtemp(join(tmpdir(), 'fluxkit-faults-'))
  await using time = await createProgramClock()
  await using simulator = createSimulator({ clock: time.clock, durationsMs: () => taskMs })
  try {
    const { url } = await simulator.listen()
    const args = await prepare({ folder, url, simulator, clock: time.clock }, fault)
    const child = time.start((nodeArgs) =>
      spawn(process.execPath, [...nodeArgs, main, ...args], {
        cwd: folder,
        stdio: ['ignore', 'ignore', 'pipe'],
        env: {
          PATH: process.env['PATH'] ?? '',
          HOME: folder,
          FLUXKIT_DATA_DIR: join(folder, '.data'),
          FLUXKIT_CONFIG_DIR: join(folder, '.config'),
          ACEDATACLOUD_API_BASE_URL: url,
          ACEDATACLOUD_API_TOKEN: 'a-token',
          ACEDATACLOUD_PLATFORM_BASE_URL: url,
          ACEDATACLOUD_PLATFORM_TOKEN: 'platform-a-token',
        },
      }),
    )
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
    const [stderr, exitCode] = await time.clock.until(Promise.all([text(child.stderr), ended]))

    if (exitCode !== 0 && !stderr.includes('✗')) throw new Error(`fluxkit broke off (${exitCode}): ${stderr}`)
    return { command: commandText(args, url), exitCode, error: errorPart(stderr) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function orderPicture({ url }: Desk): Promise<string> {
  const answer = await fetch(`${url}/flux/images`, {
    method: 'POST',
    headers: { authorization: 'Bearer a-token' },
    body: JSON.stringify({ action: 'generate', prompt: 'fox', size: '256x256', async: true }),
  })
  const { task_id: id } = (await answer.json()) as { task_id: string }
  return id
}

function commandText(args: readonly string[], url: string): string {
  const words = args.map((word) => (/\s/.test(word) ? `"${word}"` : word))
  return plain(`fluxkit ${words.join(' ')}`.replaceAll(url, 'https://…'))
}

function errorPart(stderr: string): string {
  const from = stderr.indexOf('✗')
  return from < 0 ? '' : plain(stderr.slice(from).trim())
}

/** Without what differs from run to run. */
function plain(output: string): string {
  return output
    .replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, '…')
    .replaceAll(/\d{8}-\d{6}-[a-z2-9]{4}/g, 'JOB')
    .replaceAll(/task (\d+|任务-[\da-f]+)/g, 'task …')
    .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, 'https://…')
}
