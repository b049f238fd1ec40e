import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { createProgramClock, type ProgramClock } from './program-clock.ts'

const startMs = Date.UTC(2030, 0, 1)
const hourMs = 3_600_000

/** A program of a few lines on the clock. @returns what it prints, and its exit code */
async function run(time: ProgramClock, program: string): Promise<{ printed: string; exitCode: number | null }> {
  const [printed, exitCode] = await time.clock.until(outcomeOf(start(time, program)))
  return { printed, exitCode }
}

function start(time: ProgramClock, program: string): ChildProcess {
  const args = ['--input-type=module', '-e', program]
  return time.start((nodeArgs) => spawn(process.execPath, [...nodeArgs, ...args], { env: {}, stdio: 'pipe' }))
}

function outcomeOf(child: ChildProcess): Promise<[string, number | null]> {
  const printed = child.stdout ? text(child.stdout) : Promise.resolve('')
  return Promise.all([printed, once(child, 'close').then(([exitCode]) => exitCode as number | null)])
}

test('the wait of a program passes at once, and the program does not notice', async () => {
  await using time = await createProgramClock(startMs)
  const program = `
    import { setTimeout as sleep } from 'node:timers/promises'
    const before = performance.now()
    await sleep(${hourMs})
    console.log(new Date().toISOString(), Date.now() - ${startMs}, performance.now() - before)`
  expect(await run(time, program)).toEqual({ printed: `2030-01-01T01:00:00.000Z ${hourMs} ${hourMs}\n`, exitCode: 0 })
  expect(time.clock.now()).toBe(startMs + hourMs)
})

test('time stands still until the test moves it', async () => {
  await using time = await createProgramClock()
  const child = start(time, "setTimeout(() => console.log('late'), 1000); console.log('early')")
  const outcome = outcomeOf(child)
  await time.clock.advance(999)
  expect(child.exitCode).toBeNull()
  await time.clock.advance(1)
  expect(await outcome).toEqual(['early\nlate\n', 0])
})

test('timers of several programs and of the test fire in the order of their times', async () => {
  await using time = await createProgramClock(startMs)
  const seen: [string, number][] = []
  const note = (name: string): void => void seen.push([name, time.clock.now() - startMs])
  const programs = [100, 300].map((delayMs) => {
    const child = start(time, `setTimeout(() => console.log('fired'), ${delayMs})`)
    child.stdout?.on('data', () => note(`program of ${delayMs}`))
    return once(child, 'close')
  })
  time.clock.setTimer(() => note('test'), 200)
  await time.clock.until(Promise.all(programs))
  expect(seen).toEqual([
    ['program of 100', 100],
    ['test', 200],
    ['program of 300', 300],
  ])
})

test('no time passes while a request of a program is on its way or being answered', async () => {
  await using time = await createProgramClock()
  const server = createServer((incoming, outgoing) => {
    incoming.resume().on('end', () => setImmediate(() => outgoing.end('x'.repeat(1_000))))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const program = `
    setTimeout(() => process.exit(1), 10)
    const body = 'y'.repeat(1_000)
    for (let count = 0; count < 5; count++) await (await fetch('${url}', { method: 'POST', body })).text()
    console.log('answered')
    process.exit()`
  expect(await run(time, program)).toEqual({ printed: 'answered\n', exitCode: 0 })
})

test('time passes while a request hangs', async () => {
  await using time = await createProgramClock()
  const server = createServer(() => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const program = `
    setTimeout(() => { console.log('gave up'); process.exit() }, 4_000)
    await fetch('${url}')`
  expect(await run(time, program)).toEqual({ printed: 'gave up\n', exitCode: 0 })
})

test('a timer without a reference keeps no program alive, as always', async () => {
  await using time = await createProgramClock(startMs)
  const program = `setTimeout(() => console.log('never'), ${hourMs}).unref(); console.log('done')`
  expect(await run(time, program)).toEqual({ printed: 'done\n', exitCode: 0 })
  expect(time.clock.now()).toBe(startMs)
})

test('a program that fails while it starts is noticed', async () => {
  await using time = await createProgramClock()
  expect((await run(time, "import 'no-such-package'")).exitCode).toBe(1)
})

test('nothing happens in a program that is suspended, and what was due is late', async () => {
  await using time = await createProgramClock(startMs)
  const program = `
    for (const ms of [100, 200]) setTimeout(() => console.log(ms, Date.now() - ${startMs}), ms)
    setTimeout(() => console.log('end', Date.now() - ${startMs}), 500)`
  const child = start(time, program)
  const outcome = outcomeOf(child)
  await time.clock.advance(50)
  time.suspend(child)
  await time.clock.advance(350)
  time.resume(child)
  expect(await time.clock.until(outcome)).toEqual(['100 400\n200 400\nend 500\n', 0])
})

test('programs that still run are ended with the test', async () => {
  const time = await createProgramClock()
  const child = start(time, 'setInterval(() => undefined, 1000)')
  await time.clock.advance(5_000)
  const ended = once(child, 'close')
  await time[Symbol.asyncDispose]()
  expect((await ended)[1]).toBe('SIGKILL')
})
