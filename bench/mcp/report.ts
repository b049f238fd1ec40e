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

\`@fluxkit/server\` as npm installs it from its tarball, next to other image servers that install from npm. Measured on
${results.date} with Node.js ${results.node} on a shared machine of ${results.cores} cores, whose load was ${results.loadBefore.toFixed(1)} when it began. Run it again with
\`npm run bench:server\`.

## Start, memory, size

${serversTable(results)}

A client starts the server over standard input and output and lists its tools: lower quartile of ${results.rounds} rounds. CPU time is more stable
when other programs are running. Memory is what is resident 2 s later. The other servers got an invalid key, which is enough to start;
generating images needs their services, so nothing else was measured. None was changed or configured.

## Images

${imagesTable(results)}

Against a simulator in a separate process. Tasks take no time; those of the jobs in flight take ten minutes. The preview is a JPEG of a
512 × 512 image that was submitted, polled, downloaded, checked and saved. A repeated call returns the existing job; the records of
older jobs, which add up to the budget, are read once.
`
}
