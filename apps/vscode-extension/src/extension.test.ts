import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compileFunction } from 'node:vm'
import type { OutputChunk } from 'rolldown'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { bundle } from '../scripts/bundle.ts'
import { atStart } from '../scripts/loaded-with.ts'
import { commands } from './contributions.ts'
import { createAnyEditor, type Fault } from './fixtures/any-editor.ts'

let files: readonly OutputChunk[]
const folder = mkdtempSync(join(tmpdir(), 'fluxkit-start-'))

beforeAll(async () => {
  vi.stubEnv('FLUXKIT_DATA_DIR', join(folder, 'data'))
  files = await bundle('dist/never-written', false)
})
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

/** What every editor has: no extension can do without it. */
const isCommon = (path: string): boolean =>
  /^(?:commands(?:\.registerCommand)?|Disposable(?:\.from)?|EventEmitter(?:\(\)\.event)?|Uri(?:\.joinPath)?|workspace(?:\.fs)?)$/.test(
    path,
  ) || /^context\.(?:subscriptions(?:\.push)?|secrets|workspaceState|globalStorageUri(?:\.fsPath)?)$/.test(path)

/** Without the item in the status bar there is nothing that opens this list. */
const needsStatusBar = 'fluxkit.showRunning'

interface Started {
  readonly used: ReadonlySet<string>
  /** Commands that could not be registered. */
  readonly lost: readonly string[]
}

/** Starts what the .vsix holds in an editor whose APIs are there, missing, or fail. */
async function start(faultOf: (path: string) => Fault | undefined = () => undefined): Promise<Started> {
  const values = { 'context.globalStorageUri.fsPath': join(folder, 'storage') }
  const editor = createAnyEditor(values, (path) => (isCommon(path) ? undefined : faultOf(path)))
  const node = createRequire(import.meta.url)
  const modules = new Map<string, object>()
  function load(name: string): unknown {
    if (name === 'vscode') return editor.vscode
    if (!name.startsWith('./')) return node(name)
    const known = modules.get(name)
    if (known !== undefined) return known
    const exports = {}
    modules.set(name, exports)
    const code = files.find(({ fileName }) => fileName === name.slice(2))?.code ?? ''
    compileFunction(code, ['require', 'exports', '__dirname'])(load, exports, folder)
    return exports
  }
  const extension = load(`./${atStart}`) as { activate(context: unknown): void; deactivate(): Promise<void> }
  extension.activate(editor.context)
  // What a start does later may fail too: as an unhandled rejection, it would fail this file.
  await new Promise((resolve) => setImmediate(resolve))
  await extension.deactivate()
  return { used: editor.used, lost: Object.values(commands).filter((id) => !editor.registered.has(id)) }
}

test('a start registers every command', async () => {
  expect((await start()).lost).toEqual([])
})

test.each(['missing', 'forbidden', 'failing'] as const)(
  'with any one API of the editor %s, the extension starts with every command',
  async (fault) => {
    const { used } = await start()
    expect(used.size).toBeGreaterThan(40)
    for (const path of used) {
      const { lost } = await start((each) => (each === path ? fault : undefined))
      expect(
        lost.filter((id) => id !== needsStatusBar),
        path,
      ).toEqual([])
    }
  },
)

test.each(['missing', 'forbidden', 'failing'] as const)(
  'with all of them %s that editors may lack, the extension starts with every command',
  async (fault) => {
    expect((await start(() => fault)).lost).toEqual([needsStatusBar])
  },
)
