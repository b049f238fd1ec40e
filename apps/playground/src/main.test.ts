import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { eventually } from '@fluxkit/tooling/time'
import { expect, onTestFinished, test } from 'vitest'

const program = fileURLToPath(new URL('main.ts', import.meta.url))

interface Run {
  readonly child: ChildProcess
  readonly output: () => string
  /** Resolves when it has printed this. */
  readonly printed: (text: string) => Promise<void>
  readonly ended: Promise<number | null>
  /** What it has for its temporary files. */
  readonly folder: string
}

function run(...args: string[]): Run {
  // A program that is killed cannot tidy up.
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-test-'))
  const child = spawn(process.execPath, ['--conditions=source', '--no-warnings', program, ...args], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  })
  let text = ''
  const waiting = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      for (const check of waiting) check()
    })
  }
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve)
  })
  const printed = (expected: string): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (text.includes(expected)) resolve()
      }
      waiting.add(check)
      check()
    })
  return { child, output: () => text, printed, ended, folder }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function started(): Promise<Run & { readonly botPid: number }> {
  const running = run('--port', '0')
  const { output, printed } = running
  await printed('Ctrl-C ends it')
  const url = /http:\S+/.exec(output())?.[0] ?? ''
  const activity = await fetch(`${url}/activity`)
  let text = ''
  for await (const chunk of activity.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk
    if (text.includes('"pid":')) break
  }
  const botPid = Number(/"pid":(\d+)/.exec(text)?.[1])
  onTestFinished(() => {
    if (isAlive(botPid)) process.kill(botPid, 'SIGKILL')
  })
  return { ...running, botPid }
}

test('Ctrl-C ends the playground and its bot, and nothing stays on disk', async () => {
  const { child, ended, botPid, folder } = await started()
  expect(isAlive(botPid)).toBe(true)
  child.kill('SIGINT')

  expect(await ended).toBe(0)
  expect(isAlive(botPid)).toBe(false)
  expect(readdirSync(folder).filter((name) => name.startsWith('fluxkit-playground-'))).toEqual([])
})

test('the bot ends with the playground, even if the playground is killed', async () => {
  const { child, botPid } = await started()
  child.kill('SIGKILL')

  // A grandchild reports its end to nobody here: asking the system is the only way.
  await eventually(() => expect(isAlive(botPid)).toBe(false))
})

test('when its port is taken, it says so, and how to choose another', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => {
    other.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(() => void other.close())
  const { port } = other.address() as AddressInfo
  const { ended, output } = run('--port', String(port))

  expect(await ended).toBe(1)
  expect(output()).toContain(
    `Port ${port} is taken by another program. Choose another: npm run playground -- --port ${port + 1}\n`,
  )
})

test('an unknown argument prints the usage, with exit code 2', async () => {
  const { ended, output } = run('--door')

  expect(await ended).toBe(2)
  expect(output()).toContain('Usage: npm run playground')
})
