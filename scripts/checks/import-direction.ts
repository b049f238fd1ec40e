// Fails when an import goes in a direction that docs/ARCHITECTURE.md forbids, or in a circle.

import { root } from '../setup/workspace.mjs'
import { wrongDirections } from './direction-rules.ts'
import { importCycles } from './import-cycles.ts'
import { readPackageNames, readTree } from './read-tree.ts'

const tree = readTree(root)
const cycles = importCycles(tree).map((cycle) => `import cycle: ${cycle}`)
const complaints = [...wrongDirections(tree, readPackageNames(root)), ...cycles]
for (const complaint of complaints) console.error(complaint)
if (tree.size === 0) console.error('No sources were found: this check looks in the wrong place.')
if (complaints.length > 0 || tree.size === 0) process.exitCode = 1
else console.log(`Imports of ${tree.size} files go in allowed directions.`)
