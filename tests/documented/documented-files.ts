import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { commandsOf, type DocumentedCommand } from './command-blocks.ts'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Changelogs and decisions describe the past. */
const isLeftOut = /(?:^|\/)CHANGELOG\.md$|^\.changeset\/|^docs\/decisions\//

/** Each command that a page of the repository shows, once; variables are set again on each page. */
export function documentedCommands(): DocumentedCommand[] {
  const paths = execFileSync('git', ['ls-files', '-z', '*.md'], { cwd: root, encoding: 'utf8' }).split('\0')
  const commands = paths
    .filter((path) => path !== '' && !isLeftOut.test(path))
    .flatMap((path) => commandsOf(path, readFileSync(join(root, path), 'utf8')))
  const keyOf = ({ file, command }: DocumentedCommand): string =>
    command.startsWith('export ') ? `${file} ${command}` : command
  const seen = new Set<string>()
  return commands.filter((each) => !seen.has(keyOf(each)) && seen.add(keyOf(each)))
}
