// Fails when a test depends on real time without a reason, or when a reason is not needed any more. Tests in the real editor may
// have deadlines, and no fixed waits.

import { root } from '../setup/workspace.mjs'
import { isTest } from './paths.ts'
import { allowedRealTime, editorLane, otherLanes } from './real-time-allowed.ts'
import { fixedWaits, realTimeUses } from './real-time-rules.ts'
import { readTree } from './read-tree.ts'

const tests = [...readTree(root)].filter(
  ([path]) => editorLane.test(path) || ((isTest(path) || path.startsWith('tests/')) && !otherLanes.test(path)),
)
const found = new Map(
  tests.map(([path, text]) => [path, (editorLane.test(path) ? fixedWaits : realTimeUses)(path, text)]),
)
const complaints = [...found].flatMap(([path, uses]) =>
  Object.hasOwn(allowedRealTime, path) ? [] : uses.map((use) => `${path}:${use}`),
)
for (const path of Object.keys(allowedRealTime)) {
  if ((found.get(path) ?? []).length === 0)
    complaints.push(`${path}: allowed in real-time-allowed.ts, and without real time`)
}
for (const complaint of complaints) console.error(complaint)
if (tests.length === 0) console.error('No tests were found: this check looks in the wrong place.')
if (complaints.length > 0 || tests.length === 0) process.exitCode = 1
else console.log(`${tests.length} files of tests depend on no real time.`)
