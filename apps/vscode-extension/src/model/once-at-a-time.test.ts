import { expect, test } from 'vitest'
import { createOnceAtATime } from './once-at-a-time.ts'

test('work runs once at a time for each key, and again after it has ended or failed', async () => {
  const once = createOnceAtATime<string>()
  const begun: string[] = []
  const work =
    (name: string, fails = false) =>
    async () => {
      begun.push(name)
      if (fails) throw new Error(name)
      return name
    }
  expect(await Promise.all([once('a', work('1')), once('a', work('2')), once('b', work('3'))])).toEqual(['1', '1', '3'])
  await expect(once('a', work('4', true))).rejects.toThrow('4')
  expect(await once('a', work('5'))).toBe('5')
  expect(begun).toEqual(['1', '3', '4', '5'])
})
