// Fails when an import goes in a direction that docs/ARCHITECTURE.md forbids, or in a cycle of folders, and when the folders
// and diagrams of that page aren't those of the sources.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../setup/workspace.mjs'
import { diagramComplaints } from './diagram-rules.ts'
import { wrongDirections } from './direction-rules.ts'
import { folderCycles } from './folder-cycles.ts'
import { readPackageNames, readTree } from './read-tree.ts'

const tree = readTree(root)
const architecture = readFileSync(join(root, 'docs/ARCHITECTURE.md'), 'utf8')
const complaints = [
  ...wrongDirections(tree, readPackageNames(root)),
  ...folderCycles(tree),
  ...diagramComplaints(tree, architecture).map((complaint) => `docs/ARCHITECTURE.md: ${complaint}`),
]
for (const complaint of complaints) console.error(complaint)
if (tree.size === 0) console.error('No sources were found: this check looks in the wrong place.')
if (complaints.length > 0 || tree.size === 0) process.exitCode = 1
else console.log(`Imports of ${tree.size} files go in allowed directions, and docs/ARCHITECTURE.md draws them.`)
