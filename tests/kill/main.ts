// `npm run kill -- --rounds 500 --host program --seed 1`: rounds of what tests/kill/kill.slow.test.ts does a few of. Goes on
// after a failure, and names the blow of each.

import { parseArgs } from 'node:util'
import { blowKinds, randomBlow, randomFrom } from './blows.ts'
import { killedHosts } from './hosts/index.ts'
import { killRound } from './round.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '50' },
    host: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
})
const names = killedHosts.map(({ name }) => name)
const chosen = killedHosts.filter(({ name }) => name === (values.host ?? name))
if (chosen.length === 0) throw new Error(`There is no host "${values.host}"; there are: ${names.join(', ')}.`)
const rounds = Number(values.rounds)
const random = randomFrom(Number(values.seed))
let failures = 0

process.stdout.write(`Seed ${values.seed}, ${rounds} rounds of ${chosen.map(({ name }) => name).join(', ')}\n`)
for (let round = 0; round < rounds; round++) {
  const host = chosen[round % chosen.length]
  const kind = blowKinds[Math.floor(round / chosen.length) % blowKinds.length]
  if (!host || !kind) break
  const blow = randomBlow(kind, random, host.writes)
  const complaints = await killRound(host, blow)
  if (complaints.length === 0) continue
  failures += 1
  process.stdout.write(`Round ${round}, ${host.name}, ${JSON.stringify(blow)}: ${complaints.join('; ')}\n`)
}
process.stdout.write(`${rounds} rounds, ${failures} with something lost or made twice\n`)
if (failures > 0) process.exitCode = 1
