import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { createSimulator, type Fault, type Simulator } from '@fluxkit/simulator'
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
}

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
    const { url, simulator } = desk
    const id = await orderPicture(desk)
    await finished(simulator)
    simulator.faults.add(fault)
    return ['download', `${url}/sandbox-images/${id}_0.png`]
  },
  upload: async ({ folder, simulator }, fault) => {
    await writeFile(join(folder, 'cat.png'), tinyPng)
    simulator.faults.add(fault)
    return ['edit', 'cat.png', 'make it night', '--yes']
  },
}

/** Faults that pass by themselves, sooner than a process starts on a busy machine. */
function isOverSoon({ kind, ms }: Fault): boolean {
  return kind === 'progress-snapshot' || kind === 'image-host-down' || (kind === 'image-404' && ms !== undefined)
}

/** Is there a command that meets this scenario? */
export function hasCommand({ operation, fault }: Scenario): boolean {
  return preparations[operation] !== undefined && !isOverSoon(fault)
}

/** Runs the built program under a fault that stays. @throws when no command meets it, or the program itself breaks */
export async function runProgram({ operation, fault }: Scenario): Promise<ProgramRun> {
  const prepare = preparations[operation]
  if (!prepare) throw new Error(`No command meets ${operation}.`)
  const folder = await mkdtemp(join(tmpdir(), 'fluxkit-faults-'))
  await using simulator = createSimulator({ speed: 1_000 })
  try {
    const { url } = await simulator.listen()
    const scale = timeScale(operation, fault)
    const args = await prepare({ folder, url, simulator }, inProgramTime(fault, scale))
    const child = spawn(process.execPath, [main, ...args], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: folder,
        FLUXKIT_DATA_DIR: join(folder, '.data'),
        FLUXKIT_CONFIG_DIR: join(folder, '.config'),
        FLUXKIT_TIME_SCALE: String(scale),
        ACEDATACLOUD_API_BASE_URL: url,
        ACEDATACLOUD_API_TOKEN: 'a-token',
        ACEDATACLOUD_PLATFORM_BASE_URL: url,
        ACEDATACLOUD_PLATFORM_TOKEN: 'platform-a-token',
      },
    })
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
    const stderr = await text(child.stderr)
    const exitCode = await ended
    if (exitCode !== 0 && !stderr.includes('✗')) throw new Error(`fluxkit broke off (${exitCode}): ${stderr}`)
    return { command: commandText(args, url), exitCode, error: errorPart(stderr) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * How much faster than usual time passes in the program: so fast that its limits end a silence soon. Where only the
 * silenced request is sent, nothing else can be cut off on a busy machine, and time may fly.
 */
function timeScale(operation: Scenario['operation'], { kind }: Fault): number {
  if (operation === 'wait' || !kind.startsWith('hang')) return 15
  return operation === 'upload' ? 1_000 : 200
}

/** The simulator's time is not scaled: what lasts some seconds has to last as long for the program. */
function inProgramTime(fault: Fault, scale: number): Fault {
  const { kind, ms = kind === 'slow' ? 3_000 : undefined } = fault
  return ms === undefined ? fault : { ...fault, ms: Math.round(ms / scale) }
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

async function finished(simulator: Simulator): Promise<void> {
  while (simulator.tasks.some(({ state }) => state === 'running')) {
    await new Promise((resolve) => setImmediate(resolve))
  }
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
    .replaceAll(/task (\d+|任务-[\da-f]+)/g, 'task …')
    .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, 'https://…')
}
