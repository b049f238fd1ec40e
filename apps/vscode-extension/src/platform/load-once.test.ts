import { expect, test, vi } from 'vitest'
import { loadOnce } from './load-once.ts'

test('what is loaded late is loaded once, also for calls at the same time', async () => {
  const load = vi.fn<() => Promise<string>>(async () => 'code')
  const code = loadOnce(load)
  expect(load).not.toHaveBeenCalled()
  expect(await Promise.all([code(), code()])).toEqual(['code', 'code'])
  expect(await code()).toBe('code')
  expect(load).toHaveBeenCalledTimes(1)
})

test('a load that fails is tried again with the next call', async () => {
  const load = vi.fn<() => Promise<string>>(async () => 'code')
  load.mockRejectedValueOnce(new Error('The file is gone.'))
  const code = loadOnce(load)
  await expect(code()).rejects.toThrow('The file is gone.')
  expect(await code()).toBe('code')
})
