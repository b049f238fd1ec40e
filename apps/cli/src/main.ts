import { nodeComplaint } from './node-version.ts'

// Everything else is imported late: older versions of Node would fail on its syntax before they could print this.
const complaint = nodeComplaint(process.versions.node)
// Not awaited: in the bundle, that file may import this one, which would be a deadlock.
if (complaint === undefined) void import('./start.ts')
else {
  process.stderr.write(`${complaint}\n`)
  process.exitCode = 1
}
