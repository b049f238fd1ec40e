import { number, table } from '../report/format.ts'
import type { Results } from './results.ts'

function serversTable({ servers }: Results): string {
  return table(
    ['server', 'start to the list of tools ms', 'CPU until then ms', 'memory idle MB', 'installed MB', 'packages'],
    servers.map((row) => [row.title, row.listMs, row.listCpuMs, row.idleMb, row.megabytes, row.packages]),
  )
}

function imagesTable({ images }: Results): string {
  return table(
    ['@fluxkit/server', 'measured'],
    [
      ['start to the first preview', `${number(images.firstPreviewMs)} ms`],
      [`memory with ${images.jobsInFlight} jobs in flight`, `${number(images.busyMb)} MB`],
      [
        `the same call again, beside ${number(images.records)} records`,
        `${number(images.repeatMs)} ms, ${number(images.repeatCpuMs)} of them CPU`,
      ],
    ],
  )
}

export function consoleReport(results: Results): string {
  return [serversTable(results), imagesTable(results)].join('\n\n')
}

/** The page `docs/guides/server-performance.md`. */
export function guide(results: Results): string {
  return `<!-- Written by \`npm run bench:server -- --publish\`; do not edit by hand. -->

# Performance of the MCP server

\`@fluxkit/server\` as npm installs it from its tarball, beside other servers that make images and install from npm. Measured on
${results.date} with Node.js ${results.node} on a shared machine of ${results.cores} cores, whose load was ${results.loadBefore.toFixed(1)} when it began. Run it again with
\`npm run bench:server\`.

## Start, memory, size

${serversTable(results)}

A client starts the server and asks for its tools, over standard input and output: lower quartile of ${results.rounds} rounds. CPU is the
quieter number on a machine that others use. Memory is what is resident 2 s later. The others got an invalid key, which is
enough to start; their images need their services, so nothing else of them is measured. None was changed or configured.

## Images

${imagesTable(results)}

Against a simulator in a process of its own, with tasks that take no time, and for the jobs in flight with tasks that take ten
minutes. The preview is a JPEG of an image of 512 × 512 that was submitted, polled, downloaded, checked and saved. A call that is
repeated returns the job that it has made; the records of older jobs, of which the budget is the sum, are read once.
`
}
