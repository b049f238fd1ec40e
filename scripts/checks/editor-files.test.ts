import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { root } from '../setup/workspace.mjs'

// What a contributor's editor reads: a name that has changed elsewhere would only be noticed by the one who presses F5.

interface Launch {
  readonly configurations: readonly {
    readonly name: string
    readonly program?: string
    readonly runtimeExecutable?: string
    readonly preLaunchTask?: string
  }[]
}

interface Tasks {
  readonly tasks: readonly {
    readonly label: string
    readonly type: string
    readonly script?: string
    readonly command?: string
  }[]
}

/** JSON with comments is an expression of JavaScript. */
function read(path: string): unknown {
  return runInNewContext(`(${readFileSync(join(root, path), 'utf8')})`)
}

const { configurations } = read('.vscode/launch.json') as Launch
const { tasks } = read('.vscode/tasks.json') as Tasks

test('every program and runtime that F5 starts is there', () => {
  const paths = configurations.flatMap(({ program, runtimeExecutable }) => [program, runtimeExecutable])
  const inWorkspace = paths.flatMap((path) => path?.replace(/^\$\{workspaceFolder\}\//, '') ?? [])
  expect(inWorkspace).toContain('apps/cli/src/main.ts')
  const isWindows = process.platform === 'win32'
  expect(
    inWorkspace.filter((path) => !existsSync(join(root, path)) && !(isWindows && path.endsWith('bin/node'))),
  ).toEqual([])
})

test('every task that is named exists, and every script is one of package.json', () => {
  const labels = tasks.map(({ label }) => label)
  expect(new Set(labels).size).toBe(labels.length)
  expect(
    configurations.flatMap(({ preLaunchTask }) => preLaunchTask ?? []).filter((name) => !labels.includes(name)),
  ).toEqual([])
  const { scripts } = read('package.json') as { scripts: Record<string, string> }
  const named = tasks.flatMap(({ type, script = '', command = '' }) =>
    type === 'npm' ? script : (command.split(' ')[2] ?? ''),
  )
  expect(named.filter((script) => !(script in scripts))).toEqual([])
})

test('the dev container brings the extensions that the workspace recommends', () => {
  const { recommendations } = read('.vscode/extensions.json') as { recommendations: readonly string[] }
  const container = read('.devcontainer/devcontainer.json') as {
    customizations: { vscode: { extensions: readonly string[] } }
    postCreateCommand: string
  }
  expect([...container.customizations.vscode.extensions]).toEqual([...recommendations])
  expect(container.postCreateCommand).toMatch(/^npm run exec -- /)
})
