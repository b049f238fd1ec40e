import { afterEach, beforeEach, expect, vi } from 'vitest'

// A test that prints hides a warning in the noise of the run: printing is a failure unless the test expects it.
const methods = ['log', 'info', 'warn', 'error', 'debug'] as const

beforeEach(() => {
  for (const method of methods) vi.spyOn(console, method).mockImplementation(() => undefined)
})

afterEach(() => {
  for (const method of methods) {
    const spy = vi.mocked(console[method])
    if (vi.isMockFunction(spy)) expect(spy.mock.calls, `console.${method} was called`).toEqual([])
  }
  vi.restoreAllMocks()
})
