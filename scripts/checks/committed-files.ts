// Fails when a committed file names a registry host or a folder of somebody's machine.

import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../setup/workspace.mjs'
import { forbiddenContent, type CommittedFile } from './committed-rules.ts'

// These speak about such paths in order to forbid them.
const speaksOfThem = /^scripts\/checks\/committed-rules(\.test)?\.ts$/

const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  .split('\0')
  .filter((path) => path !== '' && !speaksOfThem.test(path) && existsSync(join(root, path)))
  .map((path): CommittedFile => {
    const bytes = readFileSync(join(root, path))
    return { path, text: bytes.includes(0) ? '' : bytes.toString('utf8') }
  })

const complaints = forbiddenContent(files, root)
for (const complaint of complaints) console.error(complaint)
if (complaints.length > 0 || files.length === 0) process.exitCode = 1
else console.log(`${files.length} committed files name no registry and no machine.`)
