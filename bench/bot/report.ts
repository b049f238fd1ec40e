import { number, table } from '../report/format.ts'
import { barPlot } from '../report/svg.ts'
import type { Quantiles, Results } from './results.ts'

/** What issue and design demand. */
const goals = { acknowledgedP99Ms: 500, rssMaxMb: 300, tasksPerPoll: 40 }

/** The measured numbers beside their goals; also what the console shows. */
function goalsTable(results: Results): string {
  const { acknowledgedMs, notAcknowledged, lost, duplicates, wrongBooks, rssMaxMb, tasksPerPoll } = results
  const rows: readonly [what: string, goal: string, measured: string, met: boolean][] = [
    [
      'first answer, p99',
      `< ${goals.acknowledgedP99Ms} ms`,
      ms(acknowledgedMs.p99),
      acknowledgedMs.p99 < goals.acknowledgedP99Ms,
    ],
    ['no first answer within 3 s', '0', String(notAcknowledged), notAcknowledged === 0],
    ['paid images that did not arrive', '0', String(lost), lost === 0],
    ['tasks or jobs beyond one per command', '0', String(duplicates), duplicates === 0],
    ['jobs whose ledger does not add up', '0', String(wrongBooks), wrongBooks === 0],
    ['largest memory (RSS)', `< ${goals.rssMaxMb} MB`, `${number(rssMaxMb)} MB`, rssMaxMb < goals.rssMaxMb],
    ['tasks per polling request', 'up to 50', number(tasksPerPoll), tasksPerPoll >= goals.tasksPerPoll],
  ]
  return table(
    ['what', 'goal', 'measured', ''],
    rows.map(([what, goal, measured, met]) => [what, goal, measured, met ? 'met' : '**missed**']),
  )
}

function timesTable(results: Results): string {
  const row = (what: string, { p50, p95, p99, max }: Quantiles): (string | number)[] => [what, p50, p95, p99, max]
  return table(
    ['ms', 'p50', 'p95', 'p99', 'max'],
    [
      row('command to first answer, as the user sees it', results.acknowledgedMs),
      row('task finished to known by the bot', results.endToKnownMs),
      row('known to image in the channel', results.knownToDeliveredMs),
    ],
  )
}

function costTable(results: Results): string {
  return table(
    ['what', 'measured'],
    [
      ['commands; most in flight', `${number(results.imageRequests)}, ${number(results.mostInFlight)}`],
      ['CPU time per command', `${number(results.cpuMsPerJob)} ms`],
      ['memory (RSS) before, at most', `${number(results.rssStartMb)} MB, ${number(results.rssMaxMb)} MB`],
      ['requests to Discord per command', number(results.restPerJob)],
      ['polling requests', number(results.pollRequests)],
      ['written to disk per command, image and database', `${number(results.writtenKbPerJob)} kB`],
    ],
  )
}

export function plots(results: Results): Record<string, string> {
  const { acknowledgedMs: times } = results
  const bars = (['p50', 'p95', 'p99', 'max'] as const).map((name) => ({
    label: name,
    value: times[name],
    text: ms(times[name]),
    ours: name === 'p99',
  }))
  const goal = { value: goals.acknowledgedP99Ms, text: `goal for p99: ${goals.acknowledgedP99Ms} ms` }
  const memory = [
    { label: 'before the first command', value: results.rssStartMb, ours: false },
    { label: 'at most', value: results.rssMaxMb, ours: true },
  ].map((bar) => ({ ...bar, text: `${number(bar.value)} MB` }))
  return {
    'bot-first-answer': barPlot(`Command to first answer, ${results.rate} commands a second`, bars, goal),
    'bot-memory': barPlot('Memory of the bot (RSS)', memory, {
      value: goals.rssMaxMb,
      text: `goal ${goals.rssMaxMb} MB`,
    }),
  }
}

export function consoleReport(results: Results): string {
  return [goalsTable(results), timesTable(results), costTable(results)].join('\n\n')
}

/** The page `docs/guides/bot-performance.md`. */
export function guide(results: Results): string {
  const images = Object.keys(plots(results)).map((name) => `![${name}](images/${name}.svg)`)
  return `<!-- Written by \`npm run bench:bot -- --publish\`; do not edit by hand. -->

# Performance of the Discord bot

${results.rate} commands a second for ${results.seconds} s, every one by \`/flux generate\`, every task ${results.taskSeconds} s long at the service: the built
bot as \`pnpm start\` runs it, against simulators of Discord and of the Flux API on the same machine. Measured on ${results.date} with
Node.js ${results.node} on a shared machine of ${results.cores} cores, whose load was ${results.loadBefore.toFixed(1)} when it began: bot, simulators and 200 users
share the cores. Run it again with \`npm run bench:bot\`; it takes about two minutes.

## Goals

${goalsTable(results)}

## Times

${timesTable(results)}

${images.join('\n\n')}

## Cost

${costTable(results)}

## How it is measured

- The first answer is timed from the command until Discord accepts the answer, both on the side of the simulator of Discord.
- Drawing isn't measured: the simulator draws one image of ${number(results.imageBytes / 1_000)} kB and serves it to all. The bot
  fetches, checks, stores and uploads each of them.
- The simulator of Discord runs without rate limits and validation; discord.js's own limiter is on.
- Only the concurrency limits are configured, so that ${number(results.rate * results.taskSeconds)} jobs may run at once. The database is on disk, with
  \`synchronous=FULL\`.

## What it found

- **Waiting for the disk on every write** blocked everything else: at ${results.rate} commands a second, with about seven writes each
  and four milliseconds per wait, the bot could not keep up. Concurrent writes now share one transaction and
  are collected while the disk is idle; a write still resolves only when it is on the disk.
- **discord.js counts edits of answers under the limit of 50 requests a second**, which Discord does not. Answers go through a
  client of their own.
- **An upload that broke off could end the process**, by an unhandled rejection in the streams that a \`FormData\` becomes.
  Uploads are sent in one piece.
- **Every search for work read the whole table**: SQLite uses a partial index only where a query repeats its condition. A test
  reads the plans of all frequent queries.
- **Memory**: bursts of garbage made V8 keep 80 MB more than it needed (\`--max-semi-space-size=8\` in the start script), and
  the drivers of PostgreSQL and S3 are loaded only where they are used.
`
}

function ms(value: number): string {
  return `${number(value)} ms`
}
