import { quantile } from '../../../bench/groups/statistics.ts'
import { number, table } from '../../../bench/report/format.ts'
import type { LoadResults, Times } from './run-load.ts'

/** What issue and design demand. */
const goals = { firstAnswerP99Ms: 1_000, cpuMsPerJob: 15 }

export function report(results: LoadResults): string {
  const { answersMs, job, webs, workers, rate, others, seconds, taskSeconds } = results
  const cpuMs = job.webCpuMs + job.workerCpuMs
  const row = (what: string, times: Times): string[] => [what, ms(times, 0.5), ms(times, 0.99), ms(times, 1)]
  const beside = `beside ${number(others)} other interactions a second`
  return [
    `${webs} web processes and ${workers} workers; ${number(rate)} jobs a second for ${seconds} s, each ${taskSeconds} s long at the service, then the same ${beside}. Node.js ${results.node} on ${results.cores} cores, which PostgreSQL, both simulators and the members share; load before: ${number(results.loadBefore)}.`,
    table(
      ['first answer, ms', 'p50', 'p99', 'max'],
      [
        row('a job', answersMs.alone),
        row(`a job, ${beside}`, answersMs.beside),
        row('suggestions', answersMs.autocomplete),
        row('history', answersMs.history),
        row('a refusal', answersMs.refusal),
      ],
    ),
    table(
      ['what', 'measured', 'goal'],
      [
        [
          'first answer to a job, p99, beside the others',
          `${ms(answersMs.beside, 0.99)} ms`,
          `< ${goals.firstAnswerP99Ms} ms`,
        ],
        [
          'processor time a job, web and worker',
          `${number(job.webCpuMs)} + ${number(job.workerCpuMs)} = ${number(cpuMs)} ms`,
          `≤ ${goals.cpuMsPerJob} ms`,
        ],
        ['SQL statements a job, those of idle processes among them', number(job.statements), ''],
        ['written to the log of PostgreSQL a job', `${number(job.walKb)} kB`, ''],
        ['requests to Discord a job', number(job.discordRequests), ''],
        [
          'from the end of the task to the image in the channel, p50 and p99',
          `${ms(results.deliveredMs, 0.5)} and ${ms(results.deliveredMs, 0.99)} ms`,
          '',
        ],
        ['memory of the largest process (RSS)', `${number(results.rssMaxMb)} MB`, ''],
        ['interactions without an answer', String(results.unanswered), '0'],
        ['paid images that did not arrive', String(results.lost), '0'],
        ['jobs whose ledger doesn’t balance', String(results.wrongBooks), '0'],
      ],
    ),
  ].join('\n\n')
}

const [start, end] = ['<!-- load: written by `npm run bench:cluster -- --publish` -->', '<!-- /load -->']

/** @param guide with the two marks of the report in it */
export function published(guide: string, text: string): string {
  const [from, to] = [guide.indexOf(start), guide.indexOf(end)]
  if (from < 0 || to < from) throw new Error('The guide has no place for the report.')
  return `${guide.slice(0, from)}${start}\n\n${text}\n\n${guide.slice(to)}`
}

function ms(times: Times, share: number): string {
  return times.length === 0 ? '–' : String(Math.round(quantile(times, share)))
}
