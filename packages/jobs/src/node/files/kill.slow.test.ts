import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { isDamaged } from '../../job/job.ts'
import { stateOf } from '../../job/state-of.ts'
import { createFileStore } from './file-store.ts'

const program = fileURLToPath(new URL('fixtures/working-process.ts', import.meta.url))
const rounds = 12

/** Two processes on one folder, killed in the middle of their work. */
async function killTwo(folder: string, round: number): Promise<void> {
  const processes = ['a', 'b'].map((name) =>
    fork(program, [folder, `${name}${round}`], {
      execArgv: ['--conditions=source'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    }),
  )
  await Promise.all(processes.map((process) => once(process, 'message')))
  await sleep(20 + Math.random() * 150)
  const exits = processes.map((process) => once(process, 'exit'))
  for (const process of processes) process.kill('SIGKILL')
  await Promise.all(exits)
}

test('processes that are killed at any moment lose nothing and pay nothing twice', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-kill-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (let round = 0; round < rounds; round++) await killTwo(folder, round)

  const charges = readFileSync(join(folder, 'charges'), 'utf8').trim().split('\n')
  expect(charges.length).toBeGreaterThan(rounds)
  expect(new Set(charges.map((key) => key.split('.')[0])).size).toBe(charges.length)
  const states = new Map<string, string>()
  for await (const entry of createFileStore({ folder }).list()) {
    expect(isDamaged(entry)).toBe(false)
    if (!isDamaged(entry)) states.set(entry.job.id, stateOf(entry.job, Date.now(), false))
  }
  for (const key of charges) {
    expect(['done', 'ready', 'submitted', 'unknown']).toContain(states.get(key.split('.')[0] ?? ''))
  }
  // Those mid-submission when they were killed.
  const unknown = charges.filter((key) => states.get(key.split('.')[0] ?? '') === 'unknown')
  expect(unknown.length).toBeLessThanOrEqual(2 * rounds)
}, 120_000)
