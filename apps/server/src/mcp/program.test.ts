import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSimulator } from '@fluxkit/simulator'
import { createProgramClock, type ProgramClock } from '@fluxkit/tooling/time'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { call, dataOf, eras, textOf } from '../test/mcp-client.ts'
import { connectTo, startProgram } from '../test/program.ts'

// The real program over its standard input and output, killed and started again.

let programs: ProgramClock
let folder = ''
beforeEach(async () => {
  programs = await createProgramClock()
  folder = await realpath(await mkdtemp(join(tmpdir(), 'fluxkit-program-')))
  await mkdir(join(folder, 'project'))
})
afterEach(async () => {
  await programs[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

const start = (url: string | undefined, args: readonly string[] = []) =>
  startProgram(programs, ['mcp', ...args], {
    cwd: join(folder, 'project'),
    env: {
      HOME: folder,
      FLUXKIT_DATA_DIR: join(folder, 'data'),
      ...(url !== undefined && { ACEDATACLOUD_API_BASE_URL: url, ACEDATACLOUD_API_TOKEN: 'api-token' }),
    },
  })

test.each(eras)('a server that is killed mid-job is followed by one that returns the same job: %s', async (era) => {
  const { clock } = programs
  await using simulator = createSimulator({ clock, durationsMs: () => 30_000, maxImageSide: 64 })
  const { url } = await simulator.listen()
  const first = start(url)
  const client = await connectTo(programs, first, era)
  const request = { name: 'flux_generate', arguments: { prompt: 'a fox', variant: 2 } }
  const cut = client.callTool(request).catch(() => 'cut')
  await clock.advance(10_000)
  expect(simulator.stats.submissions).toBe(1)
  first.child.kill('SIGKILL')
  expect(await clock.until(first.ended)).toBe('SIGKILL')
  expect(await clock.until(cut)).toBe('cut')

  const second = start(url)
  const answer = await call(programs, await connectTo(programs, second, era), request.name, request.arguments)
  expect(dataOf(answer)).toMatchObject({ state: 'done', variant: 2, nextVariant: 3 })
  expect(await readdir(join(folder, 'project', 'images'))).toEqual(['a-fox.png'])
  expect(simulator.stats.submissions).toBe(1)
  second.child.stdin.end()
  expect(await clock.until(second.ended)).toBe(0)
})

test('without a token it serves the sandbox and says so, and it ends with its client', async () => {
  const program = start(undefined)
  const client = await connectTo(programs, program)
  const answer = await call(programs, client, 'flux_generate', { prompt: 'a fox' })
  expect(textOf(answer)).toContain('This is the sandbox')
  expect(program.printed()).toMatch(/^fluxkit-server \S+: no token is set, so this is the sandbox/)
  program.child.stdin.end()
  expect(await programs.clock.until(program.ended)).toBe(0)
})

test('a wrong option ends it with one sentence, and nothing on standard output', async () => {
  const program = start(undefined, ['--day-image', '5'])
  let out = ''
  program.child.stdout.on('data', (text: Buffer) => (out += text.toString()))
  expect(await programs.clock.until(program.ended)).toBe(2)
  expect([program.printed().split('\n')[0], out]).toEqual([
    'Unknown option --day-image. See fluxkit-server --help.',
    '',
  ])
})

test('a data folder that can’t be used ends it with one sentence', async () => {
  await writeFile(join(folder, 'data'), 'not a folder')
  const program = startProgram(programs, ['http', '--sandbox', '--port', '0'], {
    cwd: join(folder, 'project'),
    env: { HOME: folder, FLUXKIT_DATA_DIR: join(folder, 'data') },
  })
  expect(await programs.clock.until(program.ended)).toBe(1)
  expect(program.printed()).toMatch(/^fluxkit-server can’t start: EEXIST.*\. Check the data folder .*space left\.\n$/)
})
