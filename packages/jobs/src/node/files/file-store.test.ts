import { mkdtempSync, rmSync, writeFileSync, readdirSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFakeClock } from '@fluxkit/core/testing'
import { describe, onTestFinished, test } from 'vitest'
import type { JobStore } from '../../stores/job-store.ts'
import { storeCases, type StoreSubject, type SuiteEffect } from '../../testing/store-suite/index.ts'
import { encodeName } from './encode-name.ts'
import { createFileStore } from './file-store.ts'
import { latest } from './record-name.ts'

function openSubject(): StoreSubject {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-jobs-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const clock = createFakeClock()
  let pid = 100
  return {
    open: async () => {
      pid += 1
      const self = { host: 'h', boot: 'b', namespace: 'n', pid }
      return createFileStore({ folder, clock, elapsedMs: () => clock.now(), self, isRunning: () => true }) as JobStore<
        unknown,
        SuiteEffect
      >
    },
    damage: async (id, text) => {
      const path = join(folder, 'jobs', encodeName(id))
      mkdirSync(path, { recursive: true })
      writeFileSync(join(path, latest(readdirSync(path))?.name ?? '0.json'), text)
    },
    advance: (ms) => clock.advance(ms),
    now: () => clock.now(),
    close: async () => undefined,
  }
}

describe('the file store', () => {
  // It has no transactions for rows of a host, and serves one user, without concurrency limits.
  const cases = storeCases.filter(({ needs }) => needs === undefined)
  test.each(cases)('$title', ({ run }) => run(openSubject()))
})
