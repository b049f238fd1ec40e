// Fails when a published package, a link or CODEOWNERS names another home of the project than `repository` in the root's
// package.json. `--write` (npm run metadata) corrects them; `--release` also refuses the placeholder.

import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../setup/workspace.mjs'
import { missingMetadata, placeholderOwner, readHome, withHome } from './metadata-rules.ts'

const home = readHome(readFileSync(join(root, 'package.json'), 'utf8'))
const isText = /\.(?:json|jsonc|md|mdx|yml|yaml|ts|mjs|html)$|(?:^|\/)CODEOWNERS$/
// They speak of other homes in order to replace them.
const isExample = /^scripts\/checks\/metadata-rules/
const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  .split('\0')
  .filter((path) => isText.test(path) && !isExample.test(path) && existsSync(join(root, path)))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

const wrong = files.filter((file) => withHome(file, home) !== file.text)
const complaints = files
  .filter(({ path }) => /^(?:packages|apps)\/[^/]+\/package\.json$/.test(path))
  .flatMap(missingMetadata)
if (process.argv.includes('--write')) {
  for (const file of wrong) writeFileSync(join(root, file.path), withHome(file, home))
  console.log(`${wrong.length} files changed to github.com/${home.owner}/${home.name}.`)
} else {
  complaints.push(...wrong.map(({ path }) => `${path}: names another home of the project; run \`npm run metadata\``))
}
if (process.argv.includes('--release') && home.owner === placeholderOwner) {
  complaints.push(
    `package.json: repository still has the placeholder ${placeholderOwner}; set it, then run \`npm run metadata\``,
  )
}
for (const complaint of complaints) console.error(complaint)
if (complaints.length > 0) process.exitCode = 1
else console.log(`${files.length} files agree on github.com/${home.owner}/${home.name}.`)
