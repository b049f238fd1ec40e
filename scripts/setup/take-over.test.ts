import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { isForwarded } from './take-over.mjs'

/** Starts a launcher like ours, which hands over to a program given as a script. */
function launch(program: string, through?: string): ChildProcessByStdio<Writable, Readable, null> {
  const module = fileURLToPath(new URL('take-over.mjs', import.meta.url))
  const launcher = `
    const { takeOver } = await import(${JSON.stringify(module)})
    const args = ['-e', ${JSON.stringify(program)}, 'a b', '--flag']
    const end = await takeOver(process.execPath, args, { cwd: process.cwd(), env: process.env, orphanPollMs: 10 })
    process.exitCode = end.code ?? (end.signal === 'SIGKILL' ? 99 : 98)`
  const commandLine = [process.execPath, '--input-type=module', '-e', launcher]
  const [command = '', ...args] = through === undefined ? commandLine : ['sh', '-c', through, ...commandLine]
  const env = { ...process.env, npm_lifecycle_event: 'start' }
  return spawn(command, args, { env, stdio: ['pipe', 'pipe', 'inherit'] })
}

/** Waits for a signal, and says which came and how often. */
const listening = `
  const seen = []
  for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => {
    if (seen.push(name) === 1) setTimeout(() => { process.stdout.write(seen.join()); process.exit(41) }, 50)
  })
  setTimeout(() => process.exit(77), 4000) // A signal that never comes fails the test and leaves no process.
  process.stdout.write('ready ')`

test('arguments, input, output and exit code pass through', async () => {
  const child = launch(`
    process.stdout.write(process.argv.slice(1).join('|') + '|' + require('node:fs').readFileSync(0))
    process.exitCode = 7`)
  child.stdin.end('typed')
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'close')])
  expect(output).toBe('a b|--flag|typed')
  expect(code).toBe(7)
})

test('Ctrl-C at a terminal reached the program already', () => {
  expect(isForwarded('SIGINT', true)).toBe(false)
  expect(isForwarded('SIGINT', false)).toBe(true)
  expect(isForwarded('SIGTERM', true)).toBe(true)
  expect(isForwarded('SIGHUP', true)).toBe(true)
})

describe.runIf(process.platform !== 'win32')('signals', () => {
  test('an interrupt sent to the launcher reaches the program once, and the program decides how to end', async () => {
    const child = launch(listening)
    child.stdout.once('data', () => child.kill('SIGINT'))
    const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'close')])
    expect(output).toBe('ready SIGINT')
    expect(code).toBe(41)
  })

  test('the program is asked to end when the shell between npm and the launcher was killed', async () => {
    const shell = launch(listening, '"$0" "$@"; exit 1')
    shell.stdout.once('data', () => shell.kill('SIGKILL'))
    expect(await text(shell.stdout)).toBe('ready SIGTERM')
  })

  test('a program that was killed is told apart from one that ended', async () => {
    const [code] = await once(launch("process.kill(process.pid, 'SIGKILL')"), 'close')
    expect(code).toBe(99)
  })
})
