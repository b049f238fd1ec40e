import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { tasks } from './tasks.mjs'
import { toolScript } from './tool.mjs'
import { root } from './workspace.mjs'

const tools = Object.values(tasks).flatMap((task) => (task.run ?? []).flatMap(([tool]) => tool ?? []))

test.each([...new Set(tools)].filter((tool) => tool !== 'node'))('%s, which a task runs, is installed', (tool) => {
  expect(existsSync(toolScript(root, tool))).toBe(true)
})

test('a tool that a package does not have is an error', () => {
  expect(() => toolScript(root, '@types/node')).toThrow(/has no program called @types\/node$/)
})
