import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Tools whose package has another name. @type {Record<string, string>} */
const packages = { tsc: 'typescript', changeset: '@changesets/cli', attw: '@arethetypeswrong/cli' }

/**
 * The script behind a tool of the workspace, to be run with the pinned Node: unlike the shims in node_modules/.bin it
 * needs no shell on Windows, so arguments arrive as they were typed.
 *
 * @param {string} folder
 * @param {string} name
 * @returns {string}
 * @throws {Error} When no package of the root has such a tool.
 */
export function toolScript(folder, name) {
  const packageFolder = join(folder, 'node_modules', packages[name] ?? name)
  /** @type {{ bin?: string | Record<string, string> }} */
  const { bin } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'))
  const script = typeof bin === 'string' ? bin : bin?.[name]
  if (script === undefined) throw new Error(`${packageFolder} has no program called ${name}`)
  return join(packageFolder, script)
}
