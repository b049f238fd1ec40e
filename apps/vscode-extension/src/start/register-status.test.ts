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
vi.mock('vscode', () => ({
  Disposable: { from: () => ({}) },
  StatusBarAlignment: { Right: 2 },
  commands: { registerCommand: () => ({}) },
  window: { createStatusBarItem: () => item },
}))
vi.mock('../platform/t.ts', () => ({ t: (key: string) => key }))
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
