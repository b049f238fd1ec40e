// Fails when a link of a committed Markdown file leads nowhere: on GitHub, or on npm, where a README stands by itself.

import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../setup/workspace.mjs'
import { linkComplaints } from './link-rules.ts'
import { readHome } from './metadata-rules.ts'
import { readPackageNames } from './read-tree.ts'

const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const isPublished = (folder: string): boolean =>
  (JSON.parse(read(`${folder}/package.json`)) as { private?: boolean }).private !== true
const facts = {
  home: readHome(read('package.json')),
  exists: (path: string) => existsSync(join(root, path)),
  read,
  onNpm: [...readPackageNames(root).values()].filter(isPublished),
}
const files = execFileSync('git', ['ls-files', '-z', '*.md'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((path) => path !== '' && existsSync(join(root, path)))
const complaints = files.flatMap((path) =>
  linkComplaints({ path, text: read(path) }, facts).map((complaint) => `${path}:${complaint}`),
)
for (const complaint of complaints) console.error(complaint)
if (complaints.length > 0) process.exitCode = 1
else console.log(`The links of ${files.length} Markdown files lead somewhere.`)
