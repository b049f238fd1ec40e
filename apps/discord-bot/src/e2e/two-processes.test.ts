import { describe } from 'vitest'
import { createTestClock } from '../test/test-clock.ts'
import { twoProcessesSuite } from '../test/two-processes-suite.ts'

describe('two processes on one database, as while a new version replaces the old', () => {
  twoProcessesSuite({ createClock: createTestClock, parts: async () => ({ interactions: 'gateway' }) })
})

describe('two processes behind one URL for interactions', () => {
  twoProcessesSuite({ createClock: createTestClock, parts: async () => ({ interactions: 'http' }) })
})
