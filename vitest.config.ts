import { defineConfig } from 'vitest/config'

const shared = {
  resolve: { conditions: ['source', 'module', 'node', 'development|production'] },
  ssr: { resolve: { conditions: ['source', 'module', 'node', 'development|production'] } },
}

const setupFiles = [new URL('./tooling/vitest/fail-on-console.ts', import.meta.url).pathname]

/** One project a workspace folder; tests lie beside the file they specify, stories that span packages in `tests/`. */
function project(name: string, root: string, extra: { testTimeout?: number } = {}): object {
  return { ...shared, test: { name, root, include: ['**/*.test.ts'], exclude: ['**/node_modules/**', '**/dist/**'], setupFiles, ...extra } }
}

export default defineConfig({
  test: {
    projects: [
      project('core', 'packages/core'),
      project('simulator', 'packages/simulator'),
      project('cli', 'apps/cli'),
    ],
  },
})
