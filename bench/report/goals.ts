import type { Results } from '../groups/index.ts'
import type { InFlightRow } from '../groups/in-flight.ts'
import { number, ratio, table } from './format.ts'

interface Goal {
  readonly what: string
  readonly goal: string
  readonly measured: string
  readonly met: boolean
}

/** The goals that were set before anything was built, and what this run measured. */
export function goalsTable({ groups }: Results): string {
  const goals = [
    ...paid(groups),
    ...thousand(groups),
    ...odd(groups),
    ...long(groups),
    ...speed(groups),
    ...rest(groups),
  ]
  return table(
    ['what', 'goal', 'measured', ''],
    goals.map(({ what, goal, measured, met }) => [what, goal, measured, met ? 'met' : '**missed**']),
  )
}

type Groups = Results['groups']

function paid({ paidTwice = [] }: Groups): Goal[] {
  const own = paidTwice.filter((row) => row.client === 'core')
  const twice = own.filter((row) => row.charges > 1).length
  const repeated = own.filter((row) => row.outcome === 'picture').length
  return [
    {
      what: 'faults that charge twice for one picture',
      goal: '0, with 429 and not-sent errors still retried',
      measured: `${twice} of ${own.length}; ${repeated} of 2 retried`,
      met: twice === 0 && repeated === 2,
    },
  ]
}

function thousand({ inFlight = [] }: Groups): Goal[] {
  const find = (way: InFlightRow['way']): InFlightRow | undefined =>
    inFlight.find((row) => row.client === 'core' && row.tasks === 1_000 && row.way === way)
  const [polling, callback] = [find('polling'), find('callback')]
  if (!polling || !callback) return []
  return [
    {
      what: 'requests in all, 1,000 tasks of 2-6 s',
      goal: '≤ 1,180 by polling, 1,000 by callback',
      measured: `${number(polling.requests)}; ${number(callback.requests)}`,
      met: polling.requests <= 1_180 && callback.requests <= 1_000,
    },
    {
      what: 'finish-to-known lag by polling, median / p95 / max, in the worst round',
      goal: '≤ 270 / 500 / 600 ms',
      measured: `${number(polling.lagMedianMs)} / ${number(polling.lagP95Ms)} / ${number(polling.lagMaxMs)} ms`,
      met: polling.lagMedianMs <= 270 && polling.lagP95Ms <= 500 && polling.lagMaxMs <= 600,
    },
    {
      what: 'finish-to-known lag by callback, median',
      goal: '≤ 5 ms',
      measured: `${number(callback.lagMedianMs)} ms`,
      met: callback.lagMedianMs <= 5,
    },
    {
      what: 'CPU a task, N = 1,000, polling',
      goal: '≤ 1.2 ms',
      measured: `${number(polling.cpuMsPerTask)} ms`,
      met: polling.cpuMsPerTask <= 1.2,
    },
    {
      what: 'RSS while 1,000 tasks wait, above idle',
      goal: '≤ 30 MB',
      measured: `${number(polling.rssWaitingMb)} MB`,
      met: polling.rssWaitingMb <= 30,
    },
  ]
}

function odd({ oddTimes = [] }: Groups): Goal[] {
  const [lying, short] = oddTimes
  if (!lying || !short) return []
  return [
    {
      what: 'the same, when the service always reports 9.3 s: max',
      goal: '≤ 800 ms, ≤ 1,180 requests',
      measured: `${number(lying.lagMaxMs)} ms, ${number(lying.requests)}`,
      met: lying.lagMaxMs <= 800 && lying.requests <= 1_180,
    },
    {
      what: 'a task of 0.6 s is known after',
      goal: '≤ 500 ms',
      measured: `${number(short.lagMaxMs)} ms`,
      met: short.lagMaxMs <= 500,
    },
  ]
}

function long({ longTasks = [] }: Groups): Goal[] {
  const own = longTasks.filter((row) => row.client === 'core')
  const [alone, together] = [own.find((row) => row.waiting === 1), own.find((row) => row.waiting === 50)]
  if (!alone || !together) return []
  return [
    {
      what: 'polls a picture, tasks of 60-120 s, one waiting',
      goal: '≤ 11 at ≤ 1.5 s lag',
      measured: `${number(alone.pollsPerPicture)} at ${number(alone.lagMedianMs / 1_000)} s`,
      met: alone.pollsPerPicture <= 11 && alone.lagMedianMs <= 1_500,
    },
    {
      what: 'polls a picture, 50 waiting',
      goal: '≤ 4',
      measured: `${number(together.pollsPerPicture)} at ${number(together.lagMedianMs / 1_000)} s`,
      met: together.pollsPerPicture <= 4,
    },
  ]
}

function speed({ cpuPerRequest = [], startUp = [] }: Groups): Goal[] {
  const cpu = cpuPerRequest.find((row) => row.client === 'core')
  const start = startUp.find((row) => row.client === 'core')
  return [
    ...(cpu
      ? [
          {
            what: 'CPU per request, 50 at a time',
            goal: '≤ 1.6 × `undici.request`',
            measured: ratio(cpu.parallelRatio),
            met: cpu.parallelRatio <= 1.6,
          },
        ]
      : []),
    ...(start
      ? [
          {
            what: 'import; import + first answer',
            goal: '≤ 150 ms; ≤ 300 ms',
            measured: `${number(start.importMs)} ms; ${number(start.answerMs)} ms`,
            met: start.importMs <= 150 && start.answerMs <= 300,
          },
        ]
      : []),
  ]
}

function rest({ weight = [], unanswered = [], toDisk = [] }: Groups): Goal[] {
  const bundle = weight.find((row) => row.client === 'core')
  const hung = unanswered.filter((row) => row.client === 'core')
  const [disk, bare] = [toDisk.find((row) => row.client === 'core'), toDisk.find((row) => row.client === 'undici')]
  return [
    ...(bundle
      ? [
          {
            what: 'min+gzip, browser build',
            goal: '≤ 38 kB with validation',
            measured: `${number(bundle.gzipBytes / 1_000)} kB`,
            met: bundle.gzipBytes <= 38_000,
          },
        ]
      : []),
    ...(hung.length > 0
      ? [
          {
            what: 'never-answered submission, stalled body; limit 1 s',
            goal: 'the deadline ends both',
            measured: hung.map((row) => `${row.outcome} after ${number(row.afterMs)} ms`).join('; '),
            met: hung.every((row) => row.outcome === 'error' && row.afterMs < 2_000),
          },
        ]
      : []),
    ...(disk && bare
      ? [
          {
            what: '64 MB picture to disk, against bare undici',
            goal: '≤ 1.1 × in time and RSS',
            measured: `${ratio(disk.wallMs / bare.wallMs)}; ${ratio(disk.rssAboveStartMb / bare.rssAboveStartMb)}`,
            met: disk.wallMs <= 1.1 * bare.wallMs && disk.rssAboveStartMb <= 1.1 * bare.rssAboveStartMb,
          },
        ]
      : []),
  ]
}
