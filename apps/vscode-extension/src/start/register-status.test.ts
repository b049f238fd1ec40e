import { expect, test, vi } from 'vitest'
import { aView } from '../model/jobs/fixture.ts'
import type { Services } from '../services.ts'

const labels: string[] = []
const item = {
  text: '',
  show: () => undefined,
  hide: () => undefined,
  get accessibilityInformation() {
    return labels.length === 0 ? undefined : { label: labels.at(-1) ?? '' }
  },
  set accessibilityInformation(value: { label: string } | undefined) {
    labels.push(value?.label ?? '')
  },
}
let showRunning = async (): Promise<void> => undefined
let accept = async (): Promise<void> => undefined
let chosenRow = 0
const pick = {
  placeholder: '',
  items: [] as { id: string; description: string }[],
  get selectedItems() {
    return this.items.slice(0, 1)
  },
  onDidTriggerItemButton: () => undefined,
  onDidAccept: (run: () => Promise<void>) => void (accept = run),
  onDidHide: () => undefined,
  show: () => undefined,
}
vi.mock('vscode', () => ({
  Disposable: { from: () => ({}) },
  StatusBarAlignment: { Right: 2 },
  commands: { registerCommand: (_: string, run: () => Promise<void>) => ((showRunning = run), {}) },
  env: { language: 'en-GB' },
  ThemeIcon: Object,
  window: {
    createStatusBarItem: () => item,
    createQuickPick: () => pick,
    showQuickPick: async (rows: string[]) => rows[chosenRow],
  },
}))
vi.mock('../platform/t.ts', () => ({ t: (key: string) => key }))
vi.mock('../features/submission/costs.ts', () => ({ loadCosts: async () => ({ usual: () => 'usually 8 s' }) }))
vi.mock('../features/submission/progress.ts', () => ({
  stateText: (_: unknown, ms: number, usual: string) => `in progress, ${ms} ms (${usual})`,
}))
const { registerStatus } = await import('./register-status.ts')

test('a screen reader hears once that images are in progress, and not each second', async () => {
  vi.useFakeTimers({ now: 0 })
  try {
    let changed = (): void => undefined
    const running = [{ job: aView(), startedAtMs: 0 }]
    const onDidChange = (listener: () => void) => ((changed = listener), () => undefined)
    registerStatus({ jobs: { running, onDidChange }, onTakenUpEnd: () => ({}) } as unknown as Services)
    changed()
    const before = item.text
    await vi.advanceTimersByTimeAsync(5_000)
    await vi.dynamicImportSettled()
    expect(labels).toEqual(['statusRunning'])
    await vi.advanceTimersByTimeAsync(5_000)
    expect(item.text).not.toBe(before)
    expect(labels).toEqual(['statusRunning'])
  } finally {
    vi.useRealTimers()
  }
})

test('the list of images in progress shows when each started, and Enter stops one only after a question', async () => {
  const startedAtMs = new Date(2026, 10, 29, 16, 5).getTime()
  const stopped: string[] = []
  const jobs = {
    running: [{ job: aView({ id: 'j1' }), startedAtMs }],
    onDidChange: () => () => undefined,
    stop: (id: string) => void stopped.push(id),
  }
  registerStatus({ jobs, onTakenUpEnd: () => ({}) } as unknown as Services)
  await showRunning()
  expect(pick.placeholder).toBe('stopWaiting')
  expect(pick.items.map(({ description }) => description)).toEqual(['16:05 · in progress, 0 ms (usually 8 s)'])
  await accept()
  expect(stopped).toEqual([])
  chosenRow = 1
  await accept()
  expect(stopped).toEqual(['j1'])
})
