import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { isForwarded } from './take-over.mjs'

test('Ctrl-C at a terminal reached the program already', () => {
  expect(isForwarded('SIGINT', true)).toBe(false)
  expect(isForwarded('SIGINT', false)).toBe(true)
  expect(isForwarded('SIGTERM', true)).toBe(true)
  expect(isForwarded('SIGHUP', true)).toBe(true)
})

/** A launcher like ours that hands over to a program given as a script. */
function launch(program: string, input = ''): ReturnType<typeof spawn> {
  const module = fileURLToPath(new URL('take-over.mjs', import.meta.url))
  const launcher = `
    const { takeOver } = await import(${JSON.stringify(module)})
    const args = ['-e', ${JSON.stringify(program)}, 'a b', '--flag']
    const end = await takeOver(process.execPath, args, { cwd: process.cwd(), env: process.env })
    process.exitCode = end.code ?? (end.signal === 'SIGKILL' ? 99 : 98)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', launcher], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(input)
  return child
}

test('arguments, input, output and exit code pass through', async () => {
  const echo =
    "process.stdout.write(process.argv.slice(1).join('|') + '|' + require('fs').readFileSync(0)); process.exitCode = 7"
  const child = launch(echo, 'typed')
  const [output, [code]] = await Promise.all([child.stdout === null ? '' : text(child.stdout), once(child, 'close')])
  expect(output).toBe('a b|--flag|typed')
  expect(code).toBe(7)
})

test.skipIf(process.platform === 'win32')(
  'an interrupt sent to the launcher reaches the program, once, which decides',
  async () => {
    const counting = `
    let seen = 0
    process.on('SIGINT', () => { seen += 1; setTimeout(() => process.exit(40 + seen), 20) })
    setInterval(() => {}, 1000)
    process.stdout.write('ready')`
    const child = launch(counting)
    if (child.stdout !== null) await once(child.stdout, 'data')
    child.kill('SIGINT')
    const [code] = await once(child, 'close')
    expect(code).toBe(41)
  },
)

test.skipIf(process.platform === 'win32')('a program that was killed is told apart from one that ended', async () => {
  const [code] = await once(launch("process.kill(process.pid, 'SIGKILL')"), 'close')
  expect(code).toBe(99)
})
