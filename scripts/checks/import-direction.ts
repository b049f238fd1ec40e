// Fails when an import goes in a direction that docs/ARCHITECTURE.md forbids, or in a cycle of folders.

import { root } from '../setup/workspace.mjs'
import { wrongDirections } from './direction-rules.ts'
import { folderCycles } from './folder-cycles.ts'
import { readPackageNames, readTree } from './read-tree.ts'

const tree = readTree(root)
const complaints = [...wrongDirections(tree, readPackageNames(root)), ...folderCycles(tree)]
for (const complaint of complaints) console.error(complaint)
if (tree.size === 0) console.error('No sources were found: this check looks in the wrong place.')
if (complaints.length > 0 || tree.size === 0) process.exitCode = 1
else console.log(`Imports of ${tree.size} files go in allowed directions.`)
