// `npm run kill -- --rounds 500 --host program --seed 1`: rounds of what tests/kill/kill.slow.test.ts does a few of, or with
// `--every-write` a kill before and after each write in turn. Continues after a failure, and names the blow of each.

import { parseArgs } from 'node:util'
import { type Blow, blowKinds, randomBlow, randomFrom } from './blows.ts'
import { killedHosts } from './hosts/index.ts'
import { type KilledHostKind, killRound } from './round.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '50' },
    host: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    'every-write': { type: 'boolean', default: false },
  },
})
const names = killedHosts.map(({ name }) => name)
const chosen = killedHosts.filter(({ name }) => name === (values.host ?? name))
if (chosen.length === 0) throw new Error(`There is no host "${values.host}"; there are: ${names.join(', ')}.`)
let rounds = 0
let failures = 0

process.stdout.write(`Seed ${values.seed}, ${chosen.map(({ name }) => name).join(', ')}\n`)
for (const [host, blow] of values['every-write'] ? everyWrite() : randomBlows()) {
  const complaints = await killRound(host, blow)
  rounds += 1
  if (complaints.length === 0) continue
  failures += 1
  process.stdout.write(`${host.name}, ${JSON.stringify(blow)}: ${complaints.join('; ')}\n`)
}
process.stdout.write(`${rounds} rounds, ${failures} with something lost or made twice\n`)
if (failures > 0) process.exitCode = 1

function* randomBlows(): Generator<[KilledHostKind, Blow]> {
  const random = randomFrom(Number(values.seed))
  for (let round = 0; round < Number(values.rounds); round++) {
    const host = chosen[round % chosen.length]
    const kind = blowKinds[Math.floor(round / chosen.length) % blowKinds.length]
    if (host && kind) yield [host, randomBlow(kind, random, host.writes)]
  }
}

function* everyWrite(): Generator<[KilledHostKind, Blow]> {
  for (const host of chosen) {
    for (let write = 1; write <= host.writes; write++) {
      for (const isBefore of [true, false]) yield [host, { kind: 'kill-at-write', write, isBefore }]
    }
  }
}
