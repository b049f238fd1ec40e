import { eventually } from '@fluxkit/tooling/time'
import { beforeEach, expect, test, vi } from 'vitest'

type Handler = (...args: unknown[]) => unknown

const registered = new Map<string, Handler>()
const shown: string[] = []
class CancellationError extends Error {}
const log = {
  info: vi.fn<(message: string) => void>(),
  error: vi.fn<(what: string, error: unknown) => void>(),
  show: vi.fn<() => void>(),
  dispose: vi.fn<() => void>(),
}

vi.mock('vscode', () => ({
  CancellationError,
  env: { language: 'en' },
  window: {
    showErrorMessage: async (message: string, ...buttons: string[]) => {
      shown.push(message)
      return buttons[0]
    },
  },
  commands: {
    registerCommand(id: string, handler: Handler) {
      if (registered.has(id)) throw new Error('command already exists')
      registered.set(id, handler)
      return { dispose: () => registered.delete(id) }
    },
  },
  Disposable: {
    from: (...parts: { dispose(): void }[]) => ({ dispose: () => parts.forEach((part) => part.dispose()) }),
  },
}))

const { registerLazily } = await import('./lazy-commands.ts')
const ids = { draw: 'test.draw', erase: 'test.erase' }
type Commands = Readonly<Record<keyof typeof ids, (what: string) => string>>
const load = vi.fn<() => Promise<Commands>>(async () => ({
  draw: (what: string) => `drew ${what}`,
  erase: () => 'erased',
}))

beforeEach(() => {
  registered.clear()
  shown.length = 0
  vi.clearAllMocks()
})

test('nothing is loaded before a command is called', () => {
  registerLazily(log, ids, load)
  expect([...registered.keys()]).toEqual(['test.draw', 'test.erase'])
  expect(load).not.toHaveBeenCalled()
})

test('a call gets its arguments and gives back what the command gives', async () => {
  registerLazily(log, ids, load)
  expect(await registered.get('test.draw')?.('a fox')).toBe('drew a fox')
})

test('all commands are loaded once, also when they are called at the same time', async () => {
  registerLazily(log, ids, load)
  await Promise.all([registered.get('test.draw')?.('a fox'), registered.get('test.erase')?.()])
  await registered.get('test.erase')?.()
  expect(load).toHaveBeenCalledTimes(1)
})

test('a load that failed is tried again by the next call', async () => {
  registerLazily(log, ids, load)
  load.mockRejectedValueOnce(new Error('the file cannot be read'))
  expect(await registered.get('test.erase')?.()).toBeUndefined()
  expect(await registered.get('test.erase')?.()).toBe('erased')
})

test.each([
  [new TypeError("Cannot read properties of undefined (reading 'id')"), 'Something unexpected happened.'],
  ['a word', 'Something unexpected happened.'],
  [
    Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }),
    'A file or folder can’t be used. no space left on device.',
  ],
])('an error (%s) is logged, and shown as a sentence with the way to the log', async (error, message) => {
  registerLazily(log, ids, load)
  load.mockRejectedValueOnce(error)
  expect(await registered.get('test.draw')?.('a fox')).toBeUndefined()
  await eventually(() => expect(log.show).toHaveBeenCalledTimes(1))
  expect(log.error.mock.calls).toEqual([['test.draw', error]])
  expect(shown).toEqual([message])
})

test('what the user cancelled isn’t reported', async () => {
  registerLazily(log, ids, load)
  load.mockRejectedValueOnce(new CancellationError())
  expect(await registered.get('test.draw')?.('a fox')).toBeUndefined()
  await vi.dynamicImportSettled()
  expect(shown).toEqual([])
})

test('a command that exists already takes none of the others away', () => {
  registered.set('test.draw', () => 'of another extension')
  registerLazily(log, ids, load)
  expect([...registered.keys()]).toEqual(['test.draw', 'test.erase'])
  expect(log.error.mock.calls).toEqual([['registration of test.draw', new Error('command already exists')]])
})

test('disposing takes all of them back, so that a second start has no two', () => {
  registerLazily(log, ids, load).dispose()
  expect([...registered.keys()]).toEqual([])
})
