import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readPackageNames } from '../checks/read-tree.ts'
import { tasks } from './tasks.mjs'
import { root } from './workspace.mjs'

test('every task is a command of package.json, and every command is a task', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const expected = Object.fromEntries(Object.keys(tasks).map((name) => [name, `node scripts/run.mjs ${name}`]))
  expect(scripts).toEqual(expected)
})

test('npm start installs neither the AI SDK nor its provider', () => {
  const closure = new Set<string>()
  const add = (name: string): void => {
    if (closure.has(name)) return
    closure.add(name)
    const folder = readPackageNames(root).get(name) ?? ''
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
    for (const [dependency, range] of Object.entries({ ...dependencies, ...devDependencies })) {
      if (String(range).startsWith('workspace:')) add(dependency)
      else closure.add(dependency)
    }
  }
  add(tasks['start']?.install ?? '')
  expect([...closure]).toContain('@fluxkit/core')
  expect([...closure].filter((name) => /^ai$|ai-sdk/.test(name))).toEqual([])
})

test('npm start and npm test do what the README promises', () => {
  expect(tasks['start']).toMatchObject({ install: 'fluxkit', build: ['fluxkit'], program: 'apps/cli/dist/main.js' })
  expect(tasks['test']).toEqual({ build: [], run: [['vitest', 'run']], timed: true })
})
