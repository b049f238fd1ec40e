import { expect, onTestFinished, test } from 'vitest'
import { openTestStore } from '../test/open-test-store.ts'
import { putJob } from '../test/put-job.ts'
import type { Store } from '../store/store.ts'
import { checkBooks } from './check-books.ts'

async function aStore(): Promise<Store> {
  const store = await openTestStore()
  onTestFinished(() => store.close())
  return store
}

const byDefault = { FLUXKIT_CURRENCY: 'credits', isDefaultCurrency: true }

test('books are continued in their currency, however it is spelt', async () => {
  const store = await aStore()
  await checkBooks(store, byDefault)

  await expect(checkBooks(store, { FLUXKIT_CURRENCY: 'Credit' })).resolves.toBeUndefined()
  await expect(checkBooks(store, byDefault)).resolves.toBeUndefined()
})

test('another currency is refused with the setting that fits, from the second start on', async () => {
  const store = await aStore()
  await checkBooks(store, { FLUXKIT_CURRENCY: 'EUR' })

  await expect(checkBooks(store, { FLUXKIT_CURRENCY: 'USD' })).rejects.toThrow(
    'The books of this database are in EUR, and FLUXKIT_CURRENCY is USD: amounts of two currencies are never added up. Set FLUXKIT_CURRENCY=EUR,',
  )
  await expect(checkBooks(store, byDefault)).rejects.toThrow('Set FLUXKIT_CURRENCY=EUR,')
})

test('jobs in USD from before the default was credits are recognized, unless somebody has set a currency', async () => {
  const store = await aStore()
  await putJob(store, { id: '1' })

  await expect(checkBooks(store, byDefault)).rejects.toThrow('Set FLUXKIT_CURRENCY=USD,')
  await expect(checkBooks(store, { FLUXKIT_CURRENCY: 'USD' })).resolves.toBeUndefined()
})
