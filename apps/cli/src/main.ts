import { nodeComplaint } from './node-version.ts'

// Everything else is imported late: older versions of Node stop at syntax or names in it before they could print this.
const complaint = nodeComplaint(process.versions.node)
// Not awaited: in the bundle, that file may import this one, and each would wait for the other forever.
if (complaint === undefined) void import('./start.ts')
else {
  process.stderr.write(`${complaint}\n`)
  process.exitCode = 1
}
