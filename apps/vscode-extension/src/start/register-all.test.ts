import { expect, test, vi } from 'vitest'
import { registerAll } from './register-all.ts'

test('a part that cannot be registered is reported, and the parts before and after it are there', () => {
  const made: string[] = []
  const part = (name: string) => [name, () => (made.push(name), { dispose: () => undefined })] as const
  const missing = new TypeError('registerTool is not a function')
  const onError = vi.fn<(name: string, error: unknown) => void>()

  const registered = registerAll(
    [
      part('recovery'),
      [
        'tools',
        () => {
          throw missing
        },
      ],
      part('history'),
    ],
    onError,
  )

  expect(made).toEqual(['recovery', 'history'])
  expect(registered).toHaveLength(2)
  expect(onError.mock.calls).toEqual([['tools', missing]])
})
