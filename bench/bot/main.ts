// `npm run bench:bot`: the built bot under load, some two minutes. `--publish` rewrites the guide and its plots, `--from-last`
// takes them from the last results; `--rate`, `--seconds`, `--task-seconds` and `--image-side` choose another load, whose
// results are not kept; `--node-arg=--cpu-prof` goes to the bot's own Node.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { consoleReport, guide, plots } from './report.ts'
import type { Results } from './results.ts'
import { runLoad } from './run.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const resultsFile = here('../results/bot.json')
const usual = { rate: '50', seconds: '60', 'task-seconds': '20', 'image-side': '512' }

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: usual.rate },
    seconds: { type: 'string', default: usual.seconds },
    'task-seconds': { type: 'string', default: usual['task-seconds'] },
    'image-side': { type: 'string', default: usual['image-side'] },
    'node-arg': { type: 'string', multiple: true, default: [] },
    publish: { type: 'boolean', default: false },
    'from-last': { type: 'boolean', default: false },
  },
})
const isUsual = Object.entries(usual).every(([name, value]) => values[name as keyof typeof usual] === value)

const results = values['from-last']
  ? (JSON.parse(await readFile(resultsFile, 'utf8')) as Results)
  : await runLoad({
      rate: Number(values.rate),
      seconds: Number(values.seconds),
      taskSeconds: Number(values['task-seconds']),
      imageSide: Number(values['image-side']),
      nodeArgs: values['node-arg'],
      note: (text) => void process.stderr.write(`${text}\n`),
    })
process.stdout.write(`${consoleReport(results)}\n`)
if (isUsual) {
  await mkdir(here('../results'), { recursive: true })
  await writeFile(resultsFile, `${JSON.stringify(results, undefined, 2)}\n`)
  if (values.publish) await publish(results)
}
// Times are a matter of the machine; these are not.
if (results.lost + results.duplicates + results.wrongBooks > 0) process.exitCode = 1

async function publish(found: Results): Promise<void> {
  const folder = here('../../docs/guides/images')
  await mkdir(folder, { recursive: true })
  for (const [name, svg] of Object.entries(plots(found))) await writeFile(`${folder}/${name}.svg`, svg)
  await writeFile(here('../../docs/guides/bot-performance.md'), guide(found))
}
