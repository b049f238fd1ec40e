import type { GroupName, Results } from '../groups/index.ts'
import { goalsTable, olderGoalsTable } from './goals.ts'
import { leftToDo } from './left-to-do.ts'
import { plots } from './plots.ts'
import { section } from './tables.ts'

/** What each benchmark does, and which plots belong to it. */
const parts: readonly { readonly name: GroupName; readonly how: string; readonly plots: readonly string[] }[] = [
  {
    name: 'paidTwice',
    how: `Each fault meets the first submission of one image; all but the last three strike after the service has accepted (and
charged) it. A client that submits again pays again. "Still waiting": no end within 20 s. The limit of a request was set to
1.5 s where the client has such an option. In the last three the service has accepted nothing: after a 429 and
when nobody listens, trying again is right; a reset cannot be distinguished from one that came after accepting.`,
    plots: ['paid-twice'],
  },
  {
    name: 'inFlight',
    how: `N tasks with random durations of 2 to 6 s, submitted at once. Requests are all submissions and polls. The lag is the
time from the moment an image is ready at the server to the moment the caller's promise has settled. CPU time and memory are
those of the client's process, which starts fresh and warms up: a first image, 50 polls, a second's rest. Memory is what is
resident above that; requests and lags are those of the worst round, the rest are medians; "peak" includes the connections of N submissions at once, "waiting" is taken when
all are submitted and none is ready, after a garbage collection. "Wrong" counts images that were lost or charged twice.`,
    plots: ['requests', 'lag', 'cpu-per-task', 'memory'],
  },
  {
    name: 'oddTimes',
    how: `Core by polling, in the worst of up to three rounds: 1,000 tasks of 2 to 6 s of which the service reports times that are
always 9.3 s apart, from which a client must not learn; and a single task of 0.6 s with a client that has learned nothing.`,
    plots: [],
  },
  {
    name: 'longTasks',
    how: `Tasks of 60 to 120 s on clocks that run 20 times as fast (core takes its clock as an argument; for the others the pause
between polls is set to a 20th of its default). Before the measured tasks 64 others were waited for, from which core learns.
A millisecond of this machine's own counts as 20 here.`,
    plots: [],
  },
  {
    name: 'cpuPerRequest',
    how: `CPU time of the client's process for one request with a small JSON answer, after a warm-up: one poll of a task, or the submission
of an image that is ready at once where a client has no polls (openai). Ratios are within a round; medians of the rounds.`,
    plots: ['cpu-per-request'],
  },
  {
    name: 'startUp',
    how: `A fresh process for each: it loads the client, requests one image that is ready at once, and exits. Import and first answer are wall time
less that of a process that does nothing (lower quartile of the rounds); CPU time is the more stable number on a machine
that others use.`,
    plots: [],
  },
  {
    name: 'bundledStart',
    how: `The same program in one file with its libraries, by esbuild, and the terminal program as it is published: of the latter the
time from the start of its process to its end, that of Node included (lower quartile of the rounds).`,
    plots: [],
  },
  {
    name: 'weight',
    how: `"Generate one image and wait", bundled for browsers by esbuild, minified and gzipped; what is loaded on demand is
not counted. Packages: the number installed, including the client itself.`,
    plots: ['weight'],
  },
  {
    name: 'unanswered',
    how: `The server takes the submission and never answers, or stops in the middle of the answer. "Still waiting": no end within 12 s.
"image": the client gave up its first request, and submitted and paid for a second one.`,
    plots: [],
  },
  { name: 'toDisk', how: 'From the server to a file, in a fresh process.', plots: [] },
]

/** The whole page `docs/guides/performance.md`. */
export function guide(results: Results): string {
  const drawn = Object.keys(plots(results))
  const sections = parts.flatMap(({ name, how, plots: wanted }) => {
    const found = section(name, results)
    if (!found) return []
    const images = wanted.filter((plot) => drawn.includes(plot)).map((plot) => `![${plot}](images/${plot}.svg)`)
    return [[`## ${found.title}`, how, found.text, ...images].join('\n\n')]
  })
  return [
    '<!-- Written by `npm run bench -- --publish`; do not edit by hand. -->',
    '# Performance',
    `Measured on ${results.date} with Node.js ${results.node} on a shared machine of ${results.cores} cores, medians of up to
${results.rounds} rounds in which the clients took turns. Compare numbers only within a run: the
ratios matter, the absolute numbers belong to this machine, which was busy with other work. The server is a process
of its own, so its CPU time isn't counted, and uses each client's format. Run it again with \`npm run bench\`.`,
    '## Goals',
    goalsTable(results),
    'Goals of the first release that still hold:',
    olderGoalsTable(results),
    leftToDo,
    ...sections,
  ]
    .join('\n\n')
    .concat('\n')
}
