// `npm run bench:server`: the packed server beside others from the registry, some two minutes. `--publish` rewrites the guide,
// `--from-last` takes it from the last results, `--rounds 15` starts each more often, `--only-own` leaves the others out.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { consoleReport, guide } from './report.ts'
import type { Results } from './results.ts'
import { runServers } from './run.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const resultsFile = here('../results/server.json')

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    'only-own': { type: 'boolean', default: false },
    publish: { type: 'boolean', default: false },
    'from-last': { type: 'boolean', default: false },
  },
})
const results = values['from-last']
  ? (JSON.parse(await readFile(resultsFile, 'utf8')) as Results)
  : await runServers({
      rounds: Number(values.rounds),
      jobs: 100,
      records: 5_000,
      onlyOwn: values['only-own'],
      note: (text) => void process.stderr.write(`${text}\n`),
    })
process.stdout.write(`${consoleReport(results)}\n`)
// A run without the others says nothing beside anybody.
if (!values['only-own']) {
  await mkdir(here('../results'), { recursive: true })
  await writeFile(resultsFile, `${JSON.stringify(results, undefined, 2)}\n`)
  if (values.publish) await writeFile(here('../../docs/guides/server-performance.md'), guide(results))
}
