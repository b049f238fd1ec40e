import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { aView } from '../model/jobs/fixture.ts'
import type { JobView } from '../model/jobs/job-view.ts'
import type { Services } from '../services.ts'

const item = {
  text: '',
  tooltip: '',
  isShown: false,
  show: () => (item.isShown = true),
  hide: () => (item.isShown = false),
}
let folders: string[] = ['file:///one']
let foldersChanged = (): unknown => undefined
let changed = (): void => undefined
let recorded = (): void => undefined

vi.mock('vscode', () => ({
  Disposable: { from: () => ({}) },
  StatusBarAlignment: { Right: 2 },
  commands: { registerCommand: () => ({}), executeCommand: async () => undefined },
  env: { language: 'en' },
  window: { createStatusBarItem: () => item },
  workspace: {
    workspaceFile: { toString: () => 'file:///all.code-workspace' },
    get workspaceFolders() {
      return folders.map((folder) => ({ uri: folder }))
    },
    onDidChangeWorkspaceFolders: (listener: () => unknown) => ((foldersChanged = listener), {}),
  },
}))
vi.mock('../platform/first-record.ts', () => ({
  onFirstRecord: (_folder: string, _old: string, callback: () => void) => ((recorded = callback), () => undefined),
}))
const { registerRecovery } = await import('./register-recovery.ts')

const files = [0, 1].map((index) => ({ index, uri: `file:///two/${index}.png`, width: 1, height: 1 }))
const choice = aView({ state: 'done', prompt: 'a red fox', files, isReported: false, workspace: 'file:///two' })
let jobs: readonly JobView[] = []
const list = vi.fn<() => Promise<readonly JobView[]>>(async () => jobs)

beforeEach(() => {
  vi.useFakeTimers()
  vi.clearAllMocks()
  item.isShown = false
  folders = ['file:///one']
  jobs = [choice]
  registerRecovery({
    log: { error: (_text: string, error: unknown) => expect.fail(String(error)) },
    folders: {},
    confirmWith: () => undefined,
    onTakenUpEnd: () => ({}),
    jobs: {
      list,
      takeUp: async () => undefined,
      unreported: async () => [],
      onDidChange: (listener: () => void) => ((changed = listener), () => undefined),
    },
  } as unknown as Services)
})

afterEach(() => void vi.useRealTimers())

/** All that was begun has ended. */
async function settled(): Promise<void> {
  await vi.advanceTimersByTimeAsync(1_000)
  await vi.dynamicImportSettled()
  await vi.advanceTimersByTimeAsync(1)
}

test('variants are in the status bar of a window once it has their folder, and until one is chosen', async () => {
  recorded()
  await settled()
  expect([list.mock.calls.length, item.isShown]).toEqual([1, false])
  folders = ['file:///one', 'file:///two']
  foldersChanged()
  await settled()
  expect(item.isShown).toBe(true)
  expect(item.tooltip).toBe('2 images of “a red fox” are ready. Which one do you want to keep?')
  jobs = [{ ...choice, isReported: true }]
  changed()
  await settled()
  expect(item.isShown).toBe(false)
})

test('a window on a machine without jobs loads nothing when its folders change', async () => {
  foldersChanged()
  await settled()
  expect(list).not.toHaveBeenCalled()
})
