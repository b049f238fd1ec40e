// Fails when a folder uses more words outside of our vocabulary (docs/guides/writing.md) than words-left.json allows.
// `--write` lowers the numbers to what is left; `--list packages/core` prints every use in a folder.

import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '../setup/workspace.mjs'
import { packageOf } from './paths.ts'
import { allowedPhrases } from './words-allowed.ts'
import { complaintsOver, lowered, type WordsLeft } from './words-ratchet.ts'
import { readVocabulary, unusedPhrases, wordUses, type WordUse } from './words-rules.ts'

const { values } = parseArgs({ options: { write: { type: 'boolean' }, list: { type: 'string' } } })
const leftFile = join(root, 'scripts/checks/words-left.json')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

// Generated, or what its name says: the lockfile, results of benchmarks, the proofs' own workspace.
const ignored = /(?:^|\/)pnpm-lock\.yaml$|^evidence\/|^bench\/results\//
const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
})
  .split('\0')
  .filter((path) => /\.(?:ts|tsx|mjs|js|md|json|jsonc|ya?ml|html|css|sh)$/.test(path))
  .filter((path) => !ignored.test(path) && existsSync(join(root, path)))

const vocabulary = readVocabulary(read('docs/guides/writing.md'))
const uses: (WordUse & { readonly path: string; readonly folder: string })[] = []
const texts = files.map((path) => [path, read(path)] as const)
for (const [path, text] of texts) {
  const folder = packageOf(path) || (path.includes('/') ? path.slice(0, path.indexOf('/')) : '.')
  for (const use of wordUses(path, text, vocabulary, allowedPhrases)) uses.push({ ...use, path, folder })
}

const counts: Record<string, Record<string, number>> = {}
for (const { folder, word } of uses) {
  const words = (counts[folder] ??= {})
  words[word.instead] = (words[word.instead] ?? 0) + 1
}

const lines = (some: typeof uses): string[] =>
  some.map(({ path, line, word }) => `${path}:${line}: instead of \`${word.instead}\` write ${word.write}`)

if (values.list !== undefined) {
  for (const line of lines(uses.filter(({ path }) => path.startsWith(values.list ?? '')))) console.log(line)
} else {
  const left = JSON.parse(readFileSync(leftFile, 'utf8')) as WordsLeft
  const complaints = complaintsOver(counts, left)
  for (const { folder, word, excess } of complaints) {
    console.error(excess)
    const some = uses.filter((use) => use.folder === folder && use.word.instead === word)
    for (const line of lines(some.slice(0, 6))) console.error(`  ${line}`)
  }
  const unused = unusedPhrases(texts, allowedPhrases)
  for (const { phrase, reason } of unused)
    console.error(`${String(phrase)} (${reason}): allowed in words-allowed.ts, and not used`)
  if (values.write === true) writeFileSync(leftFile, `${JSON.stringify(lowered(counts, left), null, 2)}\n`)
  if (files.length === 0) console.error('No files were found: this check reads the wrong folder.')
  if (complaints.length > 0 || unused.length > 0 || files.length === 0) process.exitCode = 1
  else console.log(`${files.length} files keep to the vocabulary; ${uses.length} lines of older code are left.`)
}
