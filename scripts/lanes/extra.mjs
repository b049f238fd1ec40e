// The tests that need what a clone doesn't have, as far as this machine has it: `npm run test:extra`.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { toolScript } from '../setup/tool.mjs'
import { root } from '../setup/workspace.mjs'

const document = process.env['FLUXKIT_DISCORD_OPENAPI'] ?? join(root, '..', 'shared', 'data', 'discord-openapi.json')

/** What is needed, whether it is here, and the project whose tests need it. */
const needs = [
  { name: "Discord's OpenAPI document", isHere: existsSync(document), project: 'discord-simulator' },
  {
    name: 'docutils for Python',
    isHere: spawnSync('python3', ['-c', 'import docutils']).status === 0,
    project: 'vscode-extension',
  },
]

for (const { name, project } of needs.filter(({ isHere }) => !isHere)) {
  console.log(`Without ${name} the extra tests of ${project} do not run.`)
}
const projects = needs.filter(({ isHere }) => isHere).flatMap(({ project }) => ['--project', project])
if (projects.length > 0) {
  const args = [toolScript(root, 'vitest'), 'run', ...projects, ...process.argv.slice(2)]
  const env = { ...process.env, FLUXKIT_LANE: 'extra' }
  process.exitCode = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' }).status ?? 1
}
