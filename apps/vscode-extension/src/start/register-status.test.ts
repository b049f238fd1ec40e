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
  l10n: { t: (text: string, ...args: unknown[]) => text.replace('{0}', String(args[0])) },
  window: { createStatusBarItem: () => item },
}))
const { registerStatus } = await import('./register-status.ts')

test('a screen reader hears how many images are in progress, and not each second', () => {
  vi.useFakeTimers()
  try {
    let changed = (): void => undefined
    const running: unknown[] = [{ job: aView(), startedAtMs: Date.now() }]
    const onDidChange = (listener: () => void) => ((changed = listener), () => undefined)
    registerStatus({ jobs: { running, onDidChange }, onTakenUpEnd: () => ({}) } as unknown as Services)
    changed()
    const before = item.text
    vi.advanceTimersByTime(5_000)
    expect(item.text).not.toBe(before)
    expect(labels).toEqual(['Fluxkit: images in progress: 1'])
    running.push({ job: aView(), startedAtMs: Date.now() })
    changed()
    expect(labels.at(-1)).toBe('Fluxkit: images in progress: 2')
  } finally {
    vi.useRealTimers()
  }
})
