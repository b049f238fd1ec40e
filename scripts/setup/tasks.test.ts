import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tasks } from './tasks.mjs'
import { root } from './workspace.mjs'

test('every task is a command of package.json, and every command is a task', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const expected = Object.fromEntries(Object.keys(tasks).map((name) => [name, `node scripts/run.mjs ${name}`]))
  expect(scripts).toEqual(expected)
})

test('npm start and npm test do what the README promises', () => {
  expect(tasks['start']).toMatchObject({ install: 'fluxkit', build: ['fluxkit'], program: 'apps/cli/dist/main.js' })
  expect(tasks['test']).toEqual({ build: [], run: [['vitest', 'run']], timed: true })
})
