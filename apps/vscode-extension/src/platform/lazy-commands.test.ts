import { beforeEach, expect, test, vi } from 'vitest'

type Handler = (...args: unknown[]) => unknown

const registered = new Map<string, Handler>()

vi.mock('vscode', () => ({
  commands: {
    registerCommand(id: string, handler: Handler) {
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
  load.mockClear()
})

test('nothing is loaded before a command is called', () => {
  registerLazily(ids, load)
  expect([...registered.keys()]).toEqual(['test.draw', 'test.erase'])
  expect(load).not.toHaveBeenCalled()
})

test('a call gets its arguments and gives back what the command gives', async () => {
  registerLazily(ids, load)
  expect(await registered.get('test.draw')?.('a fox')).toBe('drew a fox')
})

test('all commands are loaded once, also when they are called at the same time', async () => {
  registerLazily(ids, load)
  await Promise.all([registered.get('test.draw')?.('a fox'), registered.get('test.erase')?.()])
  await registered.get('test.erase')?.()
  expect(load).toHaveBeenCalledTimes(1)
})

test('a load that failed is tried again by the next call', async () => {
  registerLazily(ids, load)
  load.mockRejectedValueOnce(new Error('the file cannot be read'))
  await expect(registered.get('test.erase')?.()).rejects.toThrow('cannot be read')
  expect(await registered.get('test.erase')?.()).toBe('erased')
})

test('disposing takes all of them back, so that a second start has no two', () => {
  registerLazily(ids, load).dispose()
  expect([...registered.keys()]).toEqual([])
})
