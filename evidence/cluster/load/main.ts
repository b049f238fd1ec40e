// `npm run bench:cluster`: the built bot as a cluster on PostgreSQL under load, some two minutes. `--publish` writes the result
// into docs/guides/scaling.md; `--rate`, `--others`, `--seconds`, `--task-seconds`, `--webs` and `--workers` choose another load,
// `--node-arg=--cpu-prof` goes to every process of the bot.

import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { published, report } from './report.ts'
import { runLoad } from './run-load.ts'

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '50' },
    others: { type: 'string', default: '150' },
    seconds: { type: 'string', default: '30' },
    'task-seconds': { type: 'string', default: '20' },
    webs: { type: 'string', default: '2' },
    workers: { type: 'string', default: '2' },
    'node-arg': { type: 'string', multiple: true, default: [] },
    publish: { type: 'boolean', default: false },
  },
})
const results = await runLoad({
  rate: Number(values.rate),
  others: Number(values.others),
  seconds: Number(values.seconds),
  taskSeconds: Number(values['task-seconds']),
  webs: Number(values.webs),
  workers: Number(values.workers),
  nodeArgs: values['node-arg'],
  note: (text) => void process.stderr.write(`${text}\n`),
})
process.stdout.write(`${report(results)}\n`)
if (values.publish) {
  const guide = fileURLToPath(new URL('../../../docs/guides/scaling.md', import.meta.url))
  await writeFile(guide, published(await readFile(guide, 'utf8'), report(results)))
}
// Times are a matter of the machine; these are not.
process.exit(results.lost + results.wrongBooks > 0 ? 1 : 0)
