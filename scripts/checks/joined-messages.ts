// Fails when an app joins messages to a sentence: see docs/guides/translating.md.

import { root } from '../setup/workspace.mjs'
import { joinedMessages } from './joined-messages-rules.ts'
import { readTree } from './read-tree.ts'

const sources = [...readTree(root)].filter(
  ([path]) => /^apps\/[^/]+\/src\//.test(path) && !/\.test\.|\/e2e\/|\/test\//.test(path),
)
const complaints = sources.flatMap(([path, source]) => joinedMessages(path, source))
for (const complaint of complaints) console.error(complaint)
if (sources.length === 0) console.error('No sources were found: this check looks in the wrong place.')
if (complaints.length > 0 || sources.length === 0) process.exitCode = 1
else console.log(`${sources.length} files join no messages.`)
