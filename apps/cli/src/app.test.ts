import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { systemClock } from '@fluxkit/core'
import { english as englishMessages } from '@fluxkit/messages/cli'
import { pseudoMessages } from '@fluxkit/messages/testing'
import { describe, expect, it, onTestFinished, test } from 'vitest'
import { runApp } from './app.ts'
import { english, loadTexts, type Texts, textsIn } from './language/translator.ts'

const pseudo = textsIn('de', pseudoMessages(englishMessages))

interface Ran {
  readonly stdout: string
  readonly stderr: string
}

/** Runs the program in an empty folder without a token. */
async function run(args: readonly string[], texts: Texts = pseudo): Promise<Ran> {
  const folder = await mkdtemp(join(tmpdir(), 'fluxkit-texts-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const written = { stdout: '', stderr: '' }
  const into = (name: keyof Ran): Writable =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        written[name] += chunk.toString()
        done()
      },
    })
  const env = { FLUXKIT_DATA_DIR: join(folder, 'data'), FLUXKIT_CONFIG_DIR: join(folder, 'config') }
  const facts = { env, cwd: folder, homeDir: folder, hostname: 'here', platform: 'linux', pid: 1 } as const
  const streams = { stdin: new PassThrough().end(), stdout: into('stdout'), stderr: into('stderr') }
  const { signal: stop } = new AbortController()
  await runApp({
    args,
    version: '1.0.0',
    texts,
    host: { ...facts, ...streams, clock: systemClock, random: () => 0.5, stop },
  })
  return written
}

/** What isn't part of a message: in pseudo texts those are in brackets, also within each other. */
function outsideOfMessages(text: string): string {
  const inner = /⟦[^⟦⟧]*⟧/g
  let left = text
  while (inner.test(left)) left = left.replaceAll(inner, '')
  return left
}

/** Two words in a row that aren't a command line to type. */
function englishIn(text: string): string[] {
  const lines = outsideOfMessages(text).split('\n')
  return lines.filter(
    (line) => !/^ +(?:fluxkit|bash:|zsh:|fish:|export) /.test(line) && /[a-z]{2,} [a-z]{2,}/i.test(line),
  )
}

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const table = readme.slice(readme.indexOf('## Commands'), readme.indexOf('## Requests'))
/** `logout` is in the row of `login`. */
const names = [...table.matchAll(/^\| `([a-z-]+)` /gm)].map(([, name = '']) => name).concat('logout')

test('the README lists every command', async () => {
  const { stdout } = await run(['--help'], english)
  const shown = [...stdout.matchAll(/^ {2}([a-z-]+)(?:\|\w)? .*/gm)].map(([, name = '']) => name)
  expect(new Set(shown)).toEqual(new Set([...names, 'help', 'fluxkit']))
})

describe('everything that people read comes from the messages', () => {
  it.each(
    [
      [],
      ['--help'],
      ...names.map((name) => [name, '--help']),
      ['models'],
      ['sizes'],
      ['sizes', 'flux-dev'],
      ['sizes', 'flux-dev', '1000x1000'],
      ['sizes', 'flux-dev', '512x512'],
      ['exit-codes'],
      ['history'],
      ['history', '--clear'],
      ['status'],
      ['wait'],
      ['logout'],
      ['doctor', '--sandbox'],
      ['doctor'],
    ].map((args) => [args]),
  )('%j', async (args) => {
    const { stdout, stderr } = await run(args)
    expect(stdout + stderr).toContain('⟦')
    expect(englishIn(stdout + stderr)).toEqual([])
  })

  it.each([
    [['genrate']],
    [['generate', '--seeds', '3']],
    [['edit']],
    [['generate', 'fox', '--model']],
    [['sizes', 'a', 'b', 'c']],
    [['generate', 'fox', '-n', '0']],
    [['generate', 'fox', '--timeout', 'x']],
    [['generate', 'fox', '--field', 'seed']],
    [['generate', 'fox', '--field', 'a=1', '--field', 'a=2']],
    [['generate', 'fox', '--name', '{promt}']],
    [['generate', 'fox', '--name', '../x']],
    [['generate', 'fox', '-s', '1x1']],
    [['generate', '--prompts', '-']],
    [['generate', 'fox', '--prompts', '-']],
    [['generate']],
    [['sandbox', '--port', '70000']],
    [['sandbox', '--contract', 'old']],
    [['completion', 'tcsh']],
    [['sizes', 'flux-9']],
    [['sizes', 'flux-dev', 'big']],
    [['adopt', 'x y']],
    [['adopt', 'task-1', '--job', 'none']],
    [['discard', 'none']],
    [['edit', '/dev/null', 'x']],
    [['login']],
  ])('errors of %j', async (args) => {
    const { stdout, stderr } = await run(args)
    expect(stderr).toMatch(/^✗ ⟦/)
    expect(englishIn(stderr)).toEqual([])
    expect(stdout).toBe('')
  })
})

describe('what programs read is English', () => {
  it.each([[['doctor', '--json']], [['exit-codes', '--json']], [['models', '--json']], [['generate', '--json']]])(
    '%j',
    async (args) => {
      const { stdout } = await run(args)
      expect(stdout).toMatch(/^\{/)
      expect(stdout).not.toContain('⟦')
    },
  )

  it.each(['bash', 'zsh', 'fish'])('the completion of %s', async (shell) => {
    const script = await run(['completion', shell])
    expect(script.stdout).toBe((await run(['completion', shell], await loadTexts({}))).stdout)
    expect(script.stdout).not.toContain('⟦')
  })
})
