// `npm run evidence:failover`: a real failover of PostgreSQL below the built bot, about a minute. `--rounds`, `--seed`, `--requests` and
// `--notice-ms` choose another run; FLUXKIT_POSTGRES_BIN names the programs of PostgreSQL where Debian's aren't installed.

import { parseArgs } from 'node:util'
import { runFailover } from './run-failover.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    requests: { type: 'string', default: '60' },
    'notice-ms': { type: 'string', default: '1000' },
  },
})
let isWell = true
for (let round = 0; round < Number(values.rounds); round++) {
  const { logs, ...result } = await runFailover({
    seed: Number(values.seed) + round,
    requests: Number(values.requests),
    noticeMs: Number(values['notice-ms']),
    programs: process.env['FLUXKIT_POSTGRES_BIN'],
  })
  process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`)
  if (result.complaints.length > 0) process.stderr.write(`${logs}\n`)
  isWell &&= result.complaints.length === 0
}
process.exit(isWell ? 0 : 1)
