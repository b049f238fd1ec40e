// `npm run bench`: everything of one run is compared within that run. `--quick` only checks that the benchmarks work,
// `--only inFlight,weight` runs some, `--rounds 7` repeats more, `--publish` rewrites the guide and its plots.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type GroupName, groups, type Results } from './groups/index.ts'
import { guide } from './report/guide.ts'
import { plots } from './report/plots.ts'
import { consoleReport } from './report/tables.ts'
import { runAll } from './run-all.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const resultsFile = here('results/latest.json')

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    publish: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', default: Object.keys(groups).join(',') },
    // Writes guide and plots again from the last results, without running anything.
    'from-last': { type: 'boolean', default: false },
  },
})

const names = values.only.split(',').filter((name): name is GroupName => Object.hasOwn(groups, name))
const fresh = values['from-last']
  ? undefined
  : await runAll(names, {
      quick: values.quick,
      rounds: values.quick ? 1 : Number(values.rounds),
      note: (text) => void process.stderr.write(`${text}\n`),
    })
if (fresh) process.stdout.write(`${consoleReport(fresh)}\n`)
if (!values.quick) {
  const results = await merged(fresh)
  await mkdir(here('results'), { recursive: true })
  await writeFile(resultsFile, `${JSON.stringify(results, undefined, 2)}\n`)
  if (values.publish) await publish(results)
}

/** A run of some benchmarks replaces only those. */
async function merged(found: Results | undefined): Promise<Results> {
  const last = await readFile(resultsFile, 'utf8').then(
    (text) => JSON.parse(text) as Results,
    () => undefined,
  )
  const results = found ?? last
  if (!results) throw new Error('There are no results yet.')
  return { ...results, groups: { ...last?.groups, ...results.groups } }
}

async function publish(results: Results): Promise<void> {
  const folder = here('../docs/guides/images')
  await mkdir(folder, { recursive: true })
  for (const [name, svg] of Object.entries(plots(results))) await writeFile(`${folder}/${name}.svg`, svg)
  await writeFile(here('../docs/guides/performance.md'), guide(results))
}
