import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createPrivateRequire } from './private-modules.ts'

let folder: string
let requireShared: NodeJS.Require

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fluxkit-modules-'))
  requireShared = createRequire(join(folder, 'main.js'))
})

afterEach(() => rm(folder, { recursive: true }))

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
}

describe('a private require', () => {
  test('loads files and what they require, with and without their extension', async () => {
    await write({
      'a.cjs': `module.exports = { b: require('./b'), c: require('./c.cjs') }`,
      'b.js': `exports.file = require('node:path').basename(__filename)`,
      'c.cjs': `module.exports = typeof this`,
    })
    expect(createPrivateRequire(requireShared, [])('./a.cjs')).toEqual({ b: { file: 'b.js' }, c: 'object' })
  })

  test('loads each file once, but not the instance that others have', async () => {
    await write({
      'a.cjs': `module.exports = [require('./b.cjs'), require('./b.cjs')]`,
      'b.cjs': `module.exports = {}`,
    })
    const requirePrivately = createPrivateRequire(requireShared, [])
    const [first, second] = requirePrivately('./a.cjs') as [object, object]
    expect(second).toBe(first)
    expect(requirePrivately('./b.cjs')).toBe(first)
    expect(requireShared('./b.cjs')).not.toBe(first)
    expect(createPrivateRequire(requireShared, [])('./b.cjs')).not.toBe(first)
  })

  test('hands out what there is of a file that is required in a circle', async () => {
    await write({
      'a.cjs': `exports.early = 1; exports.seen = require('./b.cjs').seen; exports.late = 2`,
      'b.cjs': `exports.seen = { ...require('./a.cjs') }`,
    })
    expect(createPrivateRequire(requireShared, [])('./a.cjs')).toEqual({ early: 1, seen: { early: 1 }, late: 2 })
  })

  test('does not have what is declared missing', async () => {
    await write({ 'a.cjs': `try { require('node:http2') } catch (error) { exports.why = error.message }` })
    expect(createPrivateRequire(requireShared, ['node:http2'])('./a.cjs')).toEqual({ why: 'node:http2 is left out.' })
  })

  test('names the file in the stack of what goes wrong in it', async () => {
    await write({ 'a.cjs': `\nexports.fail = () => { throw new Error('no') }` })
    const { fail } = createPrivateRequire(requireShared, [])('./a.cjs') as { fail: () => void }
    expect(fail).toThrow(expect.objectContaining({ stack: expect.stringContaining('a.cjs:2') as string }) as Error)
  })
})
