import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { isAlive } from './process-alive.mjs'

test('this process is alive', () => {
  expect(isAlive(process.pid)).toBe(true)
})

test('a process that ended is not', async () => {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  await once(child, 'close')
  expect(isAlive(Number(child.pid))).toBe(false)
})

test.runIf(process.platform === 'linux')('a process that ended and was not collected is not', async () => {
  // The shell becomes a `cat` that never collects its child; the child ends as soon as it printed its id.
  const parent = spawn('sh', ['-c', "sh -c 'echo $$' & exec cat"], { stdio: ['pipe', 'pipe', 'ignore'] })
  try {
    const [line] = (await once(parent.stdout, 'data')) as [Buffer]
    // Nothing reports when the system has noticed.
    while (isAlive(Number(line.toString()))) await setImmediate()
    expect(isAlive(Number(parent.pid))).toBe(true)
  } finally {
    parent.kill()
  }
})
