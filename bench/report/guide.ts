import type { GroupName, Results } from '../groups/index.ts'
import { goalsTable, olderGoalsTable } from './goals.ts'
import { leftToDo } from './left-to-do.ts'
import { plots } from './plots.ts'
import { section } from './tables.ts'

/** What each benchmark does, and which plots belong to it. */
const parts: readonly { readonly name: GroupName; readonly how: string; readonly plots: readonly string[] }[] = [
  {
    name: 'paidTwice',
    how: `Each fault hits the first submission of one image. All but the last three strike after the service has accepted and
charged it, so a client that submits again pays twice. In the last three nothing was accepted: after a 429, or when nobody listens,
retrying is right; a reset looks the same as one after accepting. "Still waiting" means no result within 20 s. The request timeout
was 1.5 s for clients that have such an option.`,
    plots: ['paid-twice'],
  },
  {
    name: 'inFlight',
    how: `N tasks with random durations of 2 to 6 s, submitted at once.

- **requests**: all submissions and polls.
- **lag**: from the moment an image is ready at the server until the caller's promise settles.
- **CPU and memory**: of the client's process, which starts fresh and warms up with one image, 50 polls and a second of rest. Memory is
  what is resident above that: "peak" with the connections of N submissions at once, "waiting" when all are submitted and none is
  ready, after a garbage collection.
- **wrong**: images that were lost or charged twice.

Requests and lags are from the worst round, everything else is a median.`,
    plots: ['requests', 'lag', 'cpu-per-task', 'memory'],
  },
  {
    name: 'oddTimes',
    how: `Core with polling, in the worst of up to three rounds: 1,000 tasks of 2 to 6 s whose reported times are always 9.3 s apart, which
a client must not learn from; and a single task of 0.6 s with a client that has learned nothing yet.`,
    plots: [],
  },
  {
    name: 'longTasks',
    how: `Tasks of 60 to 120 s on clocks that run 20 times as fast: core takes its clock as an argument; the other clients poll at
a 20th of their default interval. 64 tasks before the measured ones give core something to learn from. A millisecond of this
machine's CPU counts as 20 here.`,
    plots: [],
  },
  {
    name: 'cpuPerRequest',
    how: `CPU time of the client's process for one request with a small JSON response, after a warm-up: one poll of a task, or, for
openai, which has no polls, the submission of an image that is ready at once. Ratios are within a round, then medians of the rounds.`,
    plots: ['cpu-per-request'],
  },
  {
    name: 'startUp',
    how: `A fresh process loads the client, requests one image that is ready at once, and exits. Import and first answer are wall time
minus that of an empty process (lower quartile of the rounds). CPU time is more stable when other programs are running.`,
    plots: [],
  },
  {
    name: 'bundledStart',
    how: `The same program bundled into one file by esbuild, and the published terminal program. For the latter, the time from
the start of its process to its exit, including Node's own (lower quartile of the rounds).`,
    plots: [],
  },
  {
    name: 'weight',
    how: `"Generate one image and wait", bundled for browsers by esbuild, minified and gzipped, without what is loaded on demand.
"Packages installed" includes the client itself.`,
    plots: ['weight'],
  },
  {
    name: 'unanswered',
    how: `The server accepts the submission and never answers, or stops in the middle of the response. "Still waiting" means no result
within 12 s. "image" means that the client gave up its first request, then submitted and paid for a second one.`,
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
    `Measured on ${results.date} with Node.js ${results.node} on a shared machine with ${results.cores} cores. Values are medians of up to
${results.rounds} rounds in which the clients took turns. Compare the ratios within a run, not absolute numbers: other programs were running. The
server is a separate process, so its CPU time isn't counted, and speaks each client's format. Repeat the run with \`npm run bench\`.`,
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
