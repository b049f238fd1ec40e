// Fails when the Dockerfile of the bot is wrong, is not pinned, or lacks a package that the bot needs. compose.yaml is checked
// by dclint.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../setup/workspace.mjs'
import { dockerfileComplaints, missingCopies, runtimePackages } from './container-rules.ts'
import { readPackageNames } from './read-tree.ts'

const path = 'apps/discord-bot/Dockerfile'
const text = readFileSync(join(root, path), 'utf8')
const folders = readPackageNames(root)
const folderOf = (name: string): string => folders.get(name) ?? ''
const needed = runtimePackages('@fluxkit/discord-bot', (name) =>
  readFileSync(join(root, folderOf(name), 'package.json'), 'utf8'),
)
const complaints = [...dockerfileComplaints(text), ...missingCopies(text, needed.map(folderOf))]
for (const complaint of complaints) console.error(`${path}:${complaint}`)
if (complaints.length > 0) process.exitCode = 1
else console.log(`The Dockerfile has all ${needed.length} packages that the bot needs.`)
