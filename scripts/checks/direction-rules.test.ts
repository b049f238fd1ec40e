import { describe, expect, test } from 'vitest'
import { wrongDirections } from './direction-rules.ts'

const names = new Map([
  ['@fluxkit/core', 'packages/core'],
  ['@fluxkit/jobs', 'packages/jobs'],
  ['@fluxkit/ai-sdk-provider', 'packages/ai-sdk-provider'],
  ['@fluxkit/simulator', 'packages/simulator'],
  ['@fluxkit/discord-simulator', 'packages/discord-simulator'],
  ['fluxkit', 'apps/cli'],
  ['@fluxkit/discord-bot', 'apps/discord-bot'],
  ['@fluxkit/tooling', 'tooling'],
])

const check = (path: string, text: string): string[] => wrongDirections(new Map([[path, text]]), names)

describe('a tree with one wrong import fails', () => {
  test.each([
    ['an app that imports an app', 'apps/discord-bot/src/a.ts', "import { x } from 'fluxkit'"],
    ['a test of an app that imports another app', 'apps/cli/src/a.test.ts', "import '@fluxkit/discord-bot'"],
    ['core that imports a simulator', 'packages/core/src/a.ts', "import { x } from '@fluxkit/simulator'"],
    ['a test of core that imports a simulator', 'packages/core/src/a.test.ts', "import '@fluxkit/simulator'"],
    ['core that imports jobs', 'packages/core/src/a.ts', "import { x } from '@fluxkit/jobs'"],
    ['jobs that imports an app', 'packages/jobs/src/a.ts', "import { x } from '@fluxkit/discord-bot'"],
    ['jobs that imports a simulator', 'packages/jobs/src/a.ts', "import { x } from '@fluxkit/simulator'"],
    ['a Node module in jobs', 'packages/jobs/src/runner/a.ts', "import { join } from 'node:path'"],
    ['jobs that reaches into its Node entry', 'packages/jobs/src/runner/a.ts', "import '../node/a.ts'"],
    ['jobs that reaches into its testing entry', 'packages/jobs/src/runner/a.ts', "import '../testing/a.ts'"],
    ['the provider that imports jobs', 'packages/ai-sdk-provider/src/a.ts', "import '@fluxkit/jobs'"],
    ['the provider that imports the Node entry', 'packages/ai-sdk-provider/src/a.ts', "import '@fluxkit/core/node'"],
    ['a Node module in the provider', 'packages/ai-sdk-provider/src/a.ts', "import { join } from 'node:path'"],
    ['the provider that imports a simulator', 'packages/ai-sdk-provider/src/a.ts', "import '@fluxkit/simulator'"],
    ['core that imports the provider', 'packages/core/src/a.ts', "import '@fluxkit/ai-sdk-provider'"],
    ['an app that imports the provider', 'apps/cli/src/a.ts', "import '@fluxkit/ai-sdk-provider'"],
    ['a simulator that imports jobs', 'packages/simulator/src/a.ts', "import { x } from '@fluxkit/jobs'"],
    ['core that imports an app', 'packages/core/src/a.ts', "import 'fluxkit'"],
    ['a simulator that imports core', 'packages/simulator/src/a.ts', "import { x } from '@fluxkit/core'"],
    ['a simulator that imports a subpath of core', 'packages/simulator/src/a.ts', "import '@fluxkit/core/testing'"],
    [
      'a simulator that imports only types of core',
      'packages/simulator/src/a.ts',
      "import type { X } from '@fluxkit/core'",
    ],
    ['a simulator that re-exports core', 'packages/discord-simulator/src/a.ts', "export * from '@fluxkit/core'"],
    ['a simulator that loads core late', 'packages/simulator/src/a.ts', "const x = await import('@fluxkit/core')"],
    ['a test of a simulator that imports core', 'packages/simulator/src/a.test.ts', "import '@fluxkit/core'"],
    ['a program that imports tooling', 'apps/cli/src/a.ts', "import '@fluxkit/tooling/time'"],
    ['a simulator that imports tooling', 'packages/simulator/src/a.ts', "import '@fluxkit/tooling/time'"],
    ['a simulator that imports the other', 'packages/discord-simulator/src/a.ts', "import '@fluxkit/simulator'"],
    ['a simulator outside of the sandbox entry', 'apps/cli/src/commands/a.ts', "import '@fluxkit/simulator'"],
    ['a relative path into another package', 'apps/cli/src/a.ts', "import '../../../packages/core/src/index.ts'"],
    ['a relative path into another app', 'apps/cli/src/a.ts', "import '../../discord-bot/src/index.ts'"],
    ['a relative path out of tests', 'tests/a.test.ts', "import '../packages/core/src/http/a.ts'"],
    ['a Node module in core', 'packages/core/src/http/a.ts', "import { readFile } from 'node:fs/promises'"],
    ['a Node module without its prefix', 'packages/core/src/http/a.ts', "import { join } from 'path'"],
    ['a Node module loaded late', 'packages/core/src/http/a.ts', "await import('node:fs')"],
    ['undici outside of the Node entry', 'packages/core/src/http/a.ts', "await import('undici')"],
    ['undici in the Node entry, loaded at once', 'packages/core/src/node/a.ts', "import { request } from 'undici'"],
    ['a Node module in the extension', 'apps/vscode-extension/src/features/a.ts', "import { homedir } from 'node:os'"],
    ['a Node module in the start of the extension', 'apps/vscode-extension/src/a.ts', "import 'fs'"],
    [
      'the extension that loads what needs Node',
      'apps/vscode-extension/src/a.ts',
      "await import('@fluxkit/jobs/node')",
    ],
    ['core that reaches into its Node entry', 'packages/core/src/http/a.ts', "import '../node/agent.ts'"],
    ['a program that imports what only tests use', 'packages/core/src/http/a.ts', "import './fixtures/servers.ts'"],
    ['core that reaches into its testing entry', 'packages/core/src/http/a.ts', "export { x } from '../testing/a.ts'"],
  ])('%s', (_, path, text) => {
    expect(check(path, `\n${text}\n`)).toEqual([expect.stringContaining(`${path}:2: `)])
  })
})

describe('a tree with allowed imports passes', () => {
  test.each([
    ['an app that imports core', 'apps/cli/src/a.ts', "import { x } from '@fluxkit/core/node'"],
    ['an app that imports jobs', 'apps/cli/src/a.ts', "import { x } from '@fluxkit/jobs/node'"],
    ['jobs that imports core', 'packages/jobs/src/a.ts', "import { x } from '@fluxkit/core'"],
    ['the provider that imports core', 'packages/ai-sdk-provider/src/a.ts', "import '@fluxkit/core/schemas'"],
    ['a test of the provider', 'packages/ai-sdk-provider/src/a.test.ts', "import '@fluxkit/simulator'"],
    ['an example that imports the provider', 'examples/a.ts', "import '@fluxkit/ai-sdk-provider'"],
    ['Node in the Node entry of jobs', 'packages/jobs/src/node/a.ts', "import 'node:fs'"],
    ['a test of jobs that uses its testing entry', 'packages/jobs/src/a.test.ts', "import './testing/a.ts'"],
    ['the sandbox entry of an app', 'apps/cli/src/sandbox/start.ts', "import '@fluxkit/simulator'"],
    ['the sandbox entry as a file', 'apps/cli/src/commands/sandbox.ts', "import '@fluxkit/simulator'"],
    ['a test of an app that uses a simulator', 'apps/cli/src/a.test.ts', "import '@fluxkit/simulator'"],
    ['stories that span packages', 'tests/e2e/a.test.ts', "import '@fluxkit/core'\nimport '@fluxkit/simulator'"],
    ['an example', 'examples/ten-lines.ts', "import '@fluxkit/core/node'"],
    ['the clock in a test of a simulator', 'packages/simulator/src/a.test.ts', "import '@fluxkit/core/testing'"],
    ['the clock in what its tests share', 'packages/simulator/src/testing/a.ts', "import '@fluxkit/core/testing'"],
    ['tooling in a test', 'apps/cli/src/a.test.ts', "import '@fluxkit/tooling/time'"],
    ['a package that names itself', 'packages/core/src/a.test.ts', "import '@fluxkit/core'"],
    ['Node in the Node entry', 'packages/core/src/node/a.ts', "import 'node:fs'\nawait import('undici')"],
    ['types of undici in the Node entry', 'packages/core/src/node/a.ts', "import type { Agent } from 'undici'"],
    ['Node in the testing entry', 'packages/core/src/testing/a.ts', "import 'node:events'"],
    ['Node in the fixtures of tests of core', 'packages/core/src/http/fixtures/a.ts', "import 'node:net'"],
    ['a test that imports fixtures', 'packages/core/src/http/a.test.ts', "import './fixtures/servers.ts'"],
    ['Node in a test of core', 'packages/core/src/http/a.test.ts', "import 'node:fs'"],
    ['the Node entry that imports the rest of core', 'packages/core/src/node/a.ts', "import '../http/a.ts'"],
    ['Node in a simulator', 'packages/simulator/src/a.ts', "import 'node:zlib'"],
    ['another library', 'packages/core/src/a.ts', "import * as z from 'zod/mini'"],
    ['a configuration file at the root', 'vitest.config.ts', "import './packages/core/src/index.ts'"],
    [
      'a comment that looks like an import',
      'packages/core/src/a.ts',
      "// import 'node:fs'\nexport const a = `import 'fs'`",
    ],
  ])('%s', (_, path, text) => {
    expect(check(path, text)).toEqual([])
  })
})

test('the complaint says where and what', () => {
  expect(check('packages/simulator/src/a.ts', "const a = 1\nimport { x } from '@fluxkit/core'")).toEqual([
    'packages/simulator/src/a.ts:2: @fluxkit/core: a simulator imports nothing of ours',
  ])
})

test('a file that does not parse is an error and not a pass', () => {
  expect(() => check('packages/core/src/a.ts', 'import {')).toThrow(/^packages\/core\/src\/a\.ts: /)
})
