import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { main } from './support/program.ts'

const run = promisify(execFile)
const read = (file: string): string => readFileSync(file, 'utf8')

/** A file of the program and every file that it imports at once, not late. */
function loadedWith(file: string, seen: string[] = []): string[] {
  if (seen.includes(file)) return seen
  seen.push(file)
  for (const [, name = ''] of read(file).matchAll(/^(?:import|export)\b[^'"()]*["'](\.[^"']+)["']/gm)) {
    loadedWith(join(dirname(file), name), seen)
  }
  return seen
}

describe('the built program', () => {
  it('loads neither zod, undici nor the sandbox before it knows the command', () => {
    const [, start = ''] = /import\("(\.\/start-[^"]+)"\)/.exec(read(main)) ?? []
    const files = loadedWith(join(dirname(main), start))
    // In one file, and the bundler's runtime: each file takes half a millisecond to find and link.
    expect(files).toHaveLength(2)
    expect(files.filter((file) => /\bZod|\bundici\b|createSimulator\(/.test(read(file)))).toEqual([])
    // commander is most of it, and 43 kB are the English messages. `--help` takes 27 ms of CPU time beyond Node's own.
    expect(files.reduce((sum, file) => sum + read(file).length, 0)).toBeLessThan(245_000)
  })

  it.each([['help'], ['help', 'generate'], ['generate', '--help']])(
    'prints help for %s %s, without an error',
    async (...args) => {
      const { stdout, stderr } = await run(process.execPath, [main, ...args], { env: { ...process.env, LC_ALL: 'C' } })
      expect(stdout).toMatch(/^Usage: fluxkit /)
      expect(stderr).toBe('')
    },
  )

  it('refuses help for a command that does not exist', async () => {
    await expect(run(process.execPath, [main, 'help', 'generation'])).rejects.toMatchObject({ code: 2 })
  })

  it('checks the version of Node before anything else is loaded', async () => {
    expect(loadedWith(main)).toEqual([main])
    const older = 'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.19.0" } })'
    await expect(
      run(process.execPath, ['--import', `data:text/javascript,${older}`, main, 'models']),
    ).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'Fluxkit needs Node.js 20.18 or newer; this is 18.19.0.\n',
    })
  })
})
