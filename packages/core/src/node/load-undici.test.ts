import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadUndici } from './load-undici.ts'

const shared = async (): Promise<unknown> => (await import('undici/lib/dispatcher/agent.js')).default

describe('undici', () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fluxkit-undici-'))
  })

  afterEach(() => rm(folder, { recursive: true }))

  /** A module of an app in that folder. */
  const moduleUrl = (): string => pathToFileURL(join(folder, 'app.js')).href

  test('is an instance of our own, which does not load HTTP/2', async () => {
    const { Agent } = await loadUndici()
    expect(Agent.name).toBe('Agent')
    expect(Agent).not.toBe(await shared())
  })

  test('is the one that was bundled where another version is found', async () => {
    const other = join(folder, 'node_modules', 'undici')
    await mkdir(join(other, 'lib', 'dispatcher'), { recursive: true })
    await writeFile(join(other, 'package.json'), '{"name": "undici", "version": "7.16.0"}')
    await writeFile(join(other, 'lib', 'dispatcher', 'agent.js'), 'module.exports = class OldAgent {}')
    expect((await loadUndici(moduleUrl())).Agent).toBe(await shared())
  })

  test('is the one that was bundled where a bundler has left no URL', async () => {
    expect((await loadUndici('')).Agent).toBe(await shared())
  })
})
