import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runProgram, runtimeFile } from '../support/run-program.ts'
import { bundle } from './bundle.ts'
import { type ChargingServer, startChargingServer } from './charging-server.ts'
import { startWorker } from './workerd.ts'

/** Runs the scenarios on one platform. @returns what each came to, as the program saw it */
type Platform = (origin: string, refused: string) => Promise<Record<string, unknown>>

const nodeOf = (folder: string): string[] => [runtimeFile(`node_modules/${folder}/bin/node`)]
const bun = [runtimeFile('node_modules/bun/bin/bun.exe')]
const deno = [runtimeFile('node_modules/.bin/deno'), 'run', '--no-prompt', '--allow-all']

const program =
  (command: readonly string[], file: string): Platform =>
  async (origin, refused) =>
    (await runProgram(command, `platforms/${file}.mjs`, {
      ORIGIN: origin,
      REFUSED: refused,
      PATH: process.env['PATH'] ?? '',
    })) as Record<string, unknown>

const workerd =
  (compatibilityDate: string): Platform =>
  async (origin, refused) => {
    await using worker = await startWorker(await bundle('platforms/worker.mjs', 'esm'), compatibilityDate)
    const answer = await fetch(`${worker.url}?${new URLSearchParams({ origin, refused }).toString()}`)
    return (await answer.json()) as Record<string, unknown>
  }

const edge: Platform = async (origin, refused) => {
  const folder = await mkdtemp(join(tmpdir(), 'fluxkit-edge-'))
  try {
    const file = join(folder, 'bundle.js')
    await writeFile(file, await bundle('platforms/edge-entry.mjs', 'iife'))
    // On the oldest engine that we support: this one runs what the edge has no newer built-ins for.
    const env = { BUNDLE: file, ORIGIN: origin, REFUSED: refused }
    return (await runProgram(nodeOf('node-20'), 'platforms/edge-host.mjs', env)) as Record<string, unknown>
  } finally {
    await rm(folder, { recursive: true })
  }
}

interface Expectations {
  /** The code for a port where nothing listens. */
  readonly refused: 'not_sent' | 'outcome_unknown'
  /** The code for a gateway's page. */
  readonly gateway: 'gateway_refused' | 'outcome_unknown'
}

const proven: Expectations = { refused: 'not_sent', gateway: 'gateway_refused' }

const platforms: readonly (readonly [name: string, run: Platform, expectations: Expectations])[] = [
  ['Node 20.18.1, undici', program(nodeOf('node-20'), 'node-entry'), proven],
  ['Node 20.18.1, fetch', program(nodeOf('node-20'), 'fetch-entry'), proven],
  ['Node 22, undici', program(nodeOf('node-22'), 'node-entry'), proven],
  ['Node 22, fetch', program(nodeOf('node-22'), 'fetch-entry'), proven],
  ['Node 24, undici', program([process.execPath], 'node-entry'), proven],
  ['Node 24, fetch', program([process.execPath], 'fetch-entry'), proven],
  ['Node 26, undici', program(nodeOf('node-26'), 'node-entry'), proven],
  ['Node 26, fetch', program(nodeOf('node-26'), 'fetch-entry'), proven],
  ['Bun, undici', program(bun, 'node-entry'), proven],
  ['Bun, fetch', program(bun, 'fetch-entry'), proven],
  ['Deno, undici', program(deno, 'node-entry'), proven],
  // Whether there is a proxy in between cannot be seen there.
  ['Deno, fetch', program(deno, 'fetch-entry'), { refused: 'not_sent', gateway: 'outcome_unknown' }],
  // One error for refused, reset and closed.
  ['workerd', workerd('2026-01-01'), { refused: 'outcome_unknown', gateway: 'gateway_refused' }],
  ['workerd of 2024-01-01', workerd('2024-01-01'), { refused: 'outcome_unknown', gateway: 'gateway_refused' }],
  ['the edge runtime', edge, proven],
  ['Next.js 14', program([process.execPath], 'next-entry'), proven],
]

const charged = (taskId: string): object => ({ taskId, format: 'png' })
const chargeOf = (code: string): string => (code === 'outcome_unknown' ? 'unknown' : 'no')

describe.concurrent('every platform', () => {
  test.for(platforms)('%s charges each image once and loses no task id', async ([, run, { refused, gateway }]) => {
    await using server = await startChargingServer()
    const { isCaching = true, ...rows } = await run(server.origin, await refusedOrigin())
    // Next.js shows that its cache was there.
    expect(isCaching).toBe(true)
    expect(booksOf(server)).toEqual({
      success: [1, 1],
      twice: [2, 2],
      slow: [1, 1],
      number: [1, 1],
      polls: [1, 1],
      limited: [2, 1],
      gateway: [1, 0],
      tasked: [1, 1],
      reset: [1, 1],
      lost: [1, 1],
      timeout: [1, 1],
      cut: [1, 1],
    })
    expect(rows).toEqual({
      success: charged('success-1'),
      twice: { ...charged('twice-1'), again: 'twice-2' },
      slow: charged('slow-1'),
      number: charged('4711'),
      polls: charged('polls-1'),
      limited: charged('limited-1'),
      gateway: { code: gateway, charged: chargeOf(gateway) },
      tasked: { code: 'too_many_requests', charged: 'unknown', taskId: 'tasked-1' },
      reset: { code: 'outcome_unknown', charged: 'unknown' },
      lost: { code: 'outcome_unknown', charged: 'unknown' },
      timeout: { code: 'outcome_unknown', charged: 'unknown' },
      cut: { code: 'outcome_unknown', charged: 'unknown', taskId: 'cut-1' },
      refused: { code: refused, charged: chargeOf(refused) },
    })
  })
})

/** Submissions that arrived, and charges, by scenario; without the application's own. */
function booksOf({ books }: ChargingServer): Record<string, [submissions: number, charges: number]> {
  const own = [...books].filter(([scenario]) => scenario !== 'probe')
  return Object.fromEntries(own.map(([scenario, { submissions, charges }]) => [scenario, [submissions, charges]]))
}

/** An address on which nothing listens. */
async function refusedOrigin(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
}
