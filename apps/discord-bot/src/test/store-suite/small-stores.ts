import { expect, test } from 'vitest'
import { aRequest, startMs } from '../builders.ts'
import type { StoreSubject } from './subject.ts'

/** Drafts, presets, requests for deletion, and facts that are written once. */
export function smallStoreCases({ opened }: StoreSubject): void {
  test('data that continues from start to start was never restored', async () => {
    const store = await opened()

    expect(await store.begin(startMs)).toEqual({})
    expect(await store.begin(startMs + 1)).toEqual({})
  })

  test('a fact is written once', async () => {
    const store = await opened()

    expect(await store.putOnce('key', 'first')).toBe('first')
    expect(await store.putOnce('key', 'second')).toBe('first')
  })

  test('drafts are found by id and forgotten by age', async () => {
    const store = await opened()
    const draft = {
      id: '5',
      userId: '300',
      createdMs: startMs,
      request: aRequest(),
      pictureUrls: ['https://a.test/'],
    }
    await store.drafts.put(draft)

    expect(await store.drafts.get('5')).toEqual(draft)
    await store.drafts.forgetBefore(startMs + 1)
    expect(await store.drafts.get('5')).toBeUndefined()
  })

  test('presets belong to a user', async () => {
    const store = await opened()
    await store.presets.put('300', { name: 'noir', text: 'film noir', model: 'flux-dev' })

    expect(await store.presets.list('300')).toEqual([{ name: 'noir', text: 'film noir', model: 'flux-dev' }])
    expect(await store.presets.list('301')).toEqual([])
    expect(await store.presets.remove('300', 'noir')).toBe(true)
    expect(await store.presets.remove('300', 'noir')).toBe(false)
  })

  test('deletions that were asked for stand until they are finished, and one that was asked for again since stays', async () => {
    const store = await opened()
    await store.erasures.request({ userId: '300', requestedMs: 5 })
    await store.erasures.request({ userId: '301', requestedMs: 4 })
    await store.erasures.request({ userId: '300', requestedMs: 6 })
    await store.erasures.finish('300', 5)
    await store.erasures.finish('301', 4)

    expect(await store.erasures.pending()).toEqual([{ userId: '300', requestedMs: 6 }])
  })
}
