import { expect, test } from 'vitest'
import { atMost } from './at-most.ts'

function aWork(): { readonly started: () => boolean; readonly run: () => Promise<void>; readonly end: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  let started = false
  return {
    started: () => started,
    run: () => {
      started = true
      return promise
    },
    end: resolve,
  }
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('no more than so many at a time, the others in their order', async () => {
  const turns = atMost(2)
  const works = [aWork(), aWork(), aWork(), aWork()]
  const done = Promise.all(works.map(({ run }) => turns(run)))
  const running = (): boolean[] => works.map(({ started }) => started())

  await settle()
  expect(running()).toEqual([true, true, false, false])
  works[1]?.end()
  await settle()
  expect(running()).toEqual([true, true, true, false])
  for (const { end } of works) end()
  await done
  expect(running()).toEqual([true, true, true, true])
})

test('work that fails makes room, too', async () => {
  const turns = atMost(1)
  const failed = turns(() => Promise.reject(new Error('no disk')))

  await expect(failed).rejects.toThrow('no disk')
  await expect(turns(() => Promise.resolve('next'))).resolves.toBe('next')
})
