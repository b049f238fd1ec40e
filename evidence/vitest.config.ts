import { defineConfig } from 'vitest/config'

const report = process.env['FLUXKIT_TEST_REPORT']

export default defineConfig({
  // The simulator in the test's own process comes from its sources; programs under test import what was built.
  ssr: { resolve: { conditions: ['source', 'module', 'node'] } },
  test: {
    setupFiles: ['../tooling/vitest/fail-on-console.ts'],
    testTimeout: 180_000,
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
  },
})
