import { expect, test, vi } from 'vitest'

vi.mock('vscode', () => ({
  Disposable: {
    from: (...parts: { dispose(): void }[]) => ({ dispose: () => parts.forEach((part) => part.dispose()) }),
  },
}))

const { registerEach } = await import('./register-each.ts')

test('a part that cannot be registered is logged, and the parts before and after it are there', () => {
  const calls: string[] = []
  const part = (name: string) => () => (calls.push(name), { dispose: () => calls.push(`no ${name}`) })
  const missing = new TypeError('registerTool is not a function')
  const error = vi.fn<(what: string, error: unknown) => void>()

  const registered = registerEach(
    { error },
    {
      recovery: part('recovery'),
      tools() {
        throw missing
      },
      history: part('history'),
    },
  )
  registered.dispose()

  expect(calls).toEqual(['recovery', 'history', 'no recovery', 'no history'])
  expect(error.mock.calls).toEqual([['registration of tools', missing]])
})
