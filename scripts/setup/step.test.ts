import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runStep } from './step.mjs'

let folder = ''
let printed = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fluxkit-step-'))
  printed = ''
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const run = (script: string, quietMs = 0): Promise<void> =>
  runStep(
    {
      title: 'Building',
      command: process.execPath,
      args: ['-e', script],
      cwd: folder,
      env: process.env,
      logFile: join(folder, 'logs', 'build.log'),
      quietMs,
    },
    { write: (text) => void (printed += text), verbose: false, signal: new AbortController().signal },
  )

test('a step that works prints one line, and its output goes to a file', async () => {
  await run("console.log('chatter'); console.error('more')")
  expect(printed).toMatch(/^Building … \d+\.\d s\n$/)
  expect(readFileSync(join(folder, 'logs', 'build.log'), 'utf8')).toBe('chatter\nmore\n')
})

test('a step that ends before it is worth a line prints nothing', async () => {
  await run('', 60_000)
  expect(printed).toBe('')
})

test('a step that fails shows all that it printed', async () => {
  await expect(run("console.log('compiling'); console.error('a.ts: wrong'); process.exit(2)")).rejects.toThrow(
    'compiling\na.ts: wrong\nBuilding: exit code 2',
  )
  expect(printed).toBe('Building … failed\n')
})

test('a quiet step that fails speaks anyway', async () => {
  await expect(run('process.exit(1)', 60_000)).rejects.toThrow('Building: exit code 1')
})

test('a program that does not exist is a failed step', async () => {
  const step = {
    title: 'Building',
    command: join(folder, 'nowhere'),
    args: [],
    cwd: folder,
    env: {},
    logFile: join(folder, 'log'),
  }
  const host = { write: () => undefined, verbose: false, signal: new AbortController().signal }
  await expect(runStep(step, host)).rejects.toThrow(/^Building: spawn .*nowhere ENOENT$/)
})
