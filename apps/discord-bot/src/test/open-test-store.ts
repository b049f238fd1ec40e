import type { Clock } from '@fluxkit/core/node'
import { createFakeClock } from '@fluxkit/core/testing'
import { openSqliteStore, type StoreConfig } from '../store/sqlite/open-sqlite-store.ts'
import type { Store } from '../store/store.ts'
import { startMs } from './builders.ts'

export interface TestStoreOptions {
  readonly path?: string
  readonly clock?: Clock
  readonly config?: Partial<StoreConfig>
}

const usualConfig: StoreConfig = { FLUXKIT_CURRENCY: 'USD', FLUXKIT_PRIVATE_IMAGES_PER_DAY: 10 }

/** A store that doesn't wait for the disk or for other writes: every write is committed in the next turn. */
export function openTestStore(options: TestStoreOptions = {}): Promise<Store> {
  const { path = ':memory:', clock = createFakeClock({ startMs }), config = {} } = options
  return openSqliteStore(path, {
    config: { ...usualConfig, ...config },
    clock,
    leases: { boot: 'test', now: () => clock.now() },
    sqlite: { now: () => 0, durable: false },
  })
}
