// `npm run docs:commands`: types every command of the READMEs and guides as it stands there, as a new user without tokens.

import { spawnSync } from 'node:child_process'
import { documentedCommands } from './documented-files.ts'
import { howToRun } from './how-to-run.ts'
import { createNewUser } from './new-user.ts'
import { typeCommand } from './type-command.ts'

await using user = await createNewUser()
let exported: { readonly file: string; readonly env: NodeJS.ProcessEnv } = { file: '', env: {} }
for (const { file, line, command } of documentedCommands()) {
  // They hold to the end of their page.
  if (exported.file !== file) exported = { file, env: {} }
  const run = howToRun(command)
  const reason = run?.elsewhere ?? (hasProgram(run?.needs) ? undefined : `${run?.needs} isn't installed`)
  if (reason !== undefined) {
    process.stdout.write(`not here: ${command} (${reason})\n`)
    continue
  }
  const [, variable = ''] = run?.sets ? (/^export (\w+)=/.exec(command) ?? []) : []
  if (variable !== '') {
    exported = { file, env: { ...exported.env, ...user.tokens[variable] } }
    continue
  }
  const { folder } = user
  const env = { ...user.env, ...exported.env }
  const startedMs = performance.now()
  const complaint = run
    ? await typeCommand(command, run, { folder, env })
    : 'Nothing says how to run it: how-to-run.ts.'
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1)
  process.stdout.write(`${complaint === undefined ? 'ok' : 'FAILED'}: ${command} (${seconds} s)\n`)
  if (complaint === undefined) continue
  process.stderr.write(`${file}:${line}: ${complaint}\n`)
  process.exitCode = 1
}

function hasProgram(name: string | undefined): boolean {
  return name === undefined || spawnSync(name, ['--version']).status === 0
}
