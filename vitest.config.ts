import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig, type UserWorkspaceConfig } from 'vitest/config'
import { laneFiles } from './tooling/vitest/lanes.ts'
import { SlowestTests } from './tooling/vitest/slowest-tests.ts'

// `source` resolves the workspace's packages to their src, so no test runs against a stale build.
const conditions = ['source', 'module', 'node', 'development|production']
const failOnConsole = fileURLToPath(new URL('tooling/vitest/fail-on-console.ts', import.meta.url))
const globalSetup = [fileURLToPath(new URL('tooling/vitest/build-program.ts', import.meta.url))]
const simulatedEditor = fileURLToPath(new URL('tests/support/vscode/vscode.ts', import.meta.url))
const { include, exclude } = laneFiles(process.env['FLUXKIT_LANE'])

/** One project a workspace folder; tests lie beside the file they specify, stories that span packages in `tests/`. */
function project(name: string, root: string, options: UserWorkspaceConfig['test'] = {}): UserWorkspaceConfig {
  return {
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    test: {
      name,
      root,
      include,
      exclude: ['**/node_modules/**', '**/dist/**', ...exclude],
      setupFiles: [failOnConsole],
      // Nothing sleeps: only a busy machine takes long.
      testTimeout: 120_000,
      hookTimeout: 120_000,
      // Files share a worker, and with it every module: loading those again costs more than all tests.
      isolate: false,
      ...options,
    },
  }
}

// `ai` depends on a package whose exports have a `source` condition too, which names TypeScript that Node refuses below
// node_modules: Vite transforms these.
const aiSdk = /\/node_modules\/(?:ai|@ai-sdk\/[^/]+|eventsource-parser)\//
const withAiSdk: UserWorkspaceConfig['test'] = { server: { deps: { inline: [aiSdk] } } }
// The MCP client and `eventsource` for the same reason.
const mcpClient = /\/(?:@modelcontextprotocol\/client|eventsource)\//
const withMcpClient: UserWorkspaceConfig['test'] = { server: { deps: { inline: [aiSdk, mcpClient] } } }

// Set by `npm run test:all`, which counts the tests; people see the usual output either way.
const report = process.env['FLUXKIT_TEST_REPORT']
const reporters = ['default', new SlowestTests()]

export default defineConfig({
  test: {
    // By default one core is left to vitest itself, which needs little.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Transformed sources are kept in node_modules/.vitest-cache.
    fsModuleCache: true,
    reporters: report === undefined ? reporters : [...reporters, ['json', { outputFile: report }]],
    projects: [
      project('core', 'packages/core'),
      project('jobs', 'packages/jobs'),
      project('messages', 'packages/messages'),
      project('ai-sdk-provider', 'packages/ai-sdk-provider', withAiSdk),
      project('simulator', 'packages/simulator'),
      project('discord-simulator', 'packages/discord-simulator'),
      project('cli', 'apps/cli'),
      // Some tests start the program on their clock.
      project('server', 'apps/server', { ...withMcpClient, globalSetup }),
      project('discord-bot', 'apps/discord-bot'),
      // Each file has its own `vscode`.
      project('vscode-extension', 'apps/vscode-extension', { isolate: true }),
      // Starts the real bot, and a browser in its lane.
      project('playground', 'apps/playground'),
      project('scripts', 'scripts'),
      project('tooling', 'tooling', { globalSetup }),
      // Reads built files: `npm test` builds core first.
      project('package', 'tests/package'),
      project('conformance', 'tests/conformance'),
      project('documented', 'tests/documented'),
      // Core; each app has its own editions.test.ts.
      project('defaults', 'tests/defaults'),
      // The images of the documentation, made again from the real programs.
      project('images', 'tests/images'),
      // The durable job over real sockets, against every kind of fault that matters for money.
      project('durable', 'tests/durable'),
      // Some 400 runs of core, and some of each app; 150 of each in the slow lane.
      project('faults', 'tests/faults', { alias: { vscode: simulatedEditor }, ...withMcpClient }),
      // Processes that are killed, stopped, and out of space; long runs through `npm run kill`.
      project('kill', 'tests/kill', { globalSetup }),
      // `generateImage` of the AI SDK under every fault, in both editions.
      project('ai-sdk', 'tests/ai-sdk', withAiSdk),
      // Long runs through `npm run fuzz`.
      project('fuzz', 'tests/fuzz'),
      // 10,000 submissions through `npm run soak`.
      project('soak', 'tests/soak'),
      // Reads built files, as users install them; numbers come from `npm run bench`.
      project('bench', 'bench'),
      project('examples', 'examples', { globalSetup, ...withAiSdk }),
      // The built program on real sockets; its processes share two cores with everything else.
      project('cli-e2e', 'tests/cli', {
        globalSetup,
        maxConcurrency: 3,
      }),
    ],
  },
})
