import { spawn, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const program = fileURLToPath(new URL('main.ts', import.meta.url))

function run(...args: string[]): { child: ChildProcess; output: () => string; ended: Promise<number | null> } {
  const child = spawn(process.execPath, ['--conditions=source', '--no-warnings', program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve)
  })
  return { child, output: () => text, ended }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function started(): Promise<{ child: ChildProcess; ended: Promise<number | null>; botPid: number }> {
  const { child, output, ended } = run('--port', '0')
  await expect.poll(output, { timeout: 40_000 }).toContain('The bot is ready. Open http://127.0.0.1:')
  const url = /http:\S+/.exec(output())?.[0] ?? ''
  const activity = await fetch(`${url}/activity`)
  let text = ''
  for await (const chunk of activity.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk
    if (text.includes('"pid":')) break
  }
  return { child, ended, botPid: Number(/"pid":(\d+)/.exec(text)?.[1]) }
}

test('Ctrl-C ends it and its bot', async () => {
  const { child, ended, botPid } = await started()
  expect(isAlive(botPid)).toBe(true)
  child.kill('SIGINT')

  expect(await ended).toBe(0)
  expect(isAlive(botPid)).toBe(false)
})

test('however it ends, its bot does not stay', async () => {
  const { child, botPid } = await started()
  child.kill('SIGKILL')

  await expect.poll(() => isAlive(botPid), { timeout: 10_000 }).toBe(false)
})

test('a port that is taken: it says so, and how to choose another', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => {
    other.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(() => void other.close())
  const { port } = other.address() as AddressInfo
  const { ended, output } = run('--port', String(port))

  expect(await ended).toBe(1)
  expect(output()).toBe(
    `Port ${port} is taken by another program. Choose another: npm run playground -- --port ${port + 1}\n`,
  )
})

test('an argument that it does not know', async () => {
  const { ended, output } = run('--door')

  expect(await ended).toBe(2)
  expect(output()).toContain('Usage: npm run playground')
})
