import { expect, test } from 'vitest'
import { blowKinds, randomBlow, randomFrom } from './blows.ts'
import { killedHosts } from './hosts/index.ts'
import { type KilledHostKind, killRound } from './round.ts'

// The short form; `npm run kill -- --rounds 500` is the long one. A failure names the blow, which is all that a round takes.

const seed = Number(process.env['FLUXKIT_KILL_SEED'] ?? 1)
/** On a busy machine: processes have to start. */
const timeoutMs = 180_000
const roundsOfAKind = 1

test.each(killedHosts.flatMap((host) => blowKinds.map((kind) => [host.name, kind, host] as const)))(
  '%s, %s: nothing that is paid is lost or made twice',
  async (_name, kind, host) => {
    const random = randomFrom(seed)
    for (let round = 0; round < roundsOfAKind; round++) {
      const blow = randomBlow(kind, random, host.writes)
      expect(await killRound(host, blow), JSON.stringify(blow)).toEqual([])
    }
  },
  timeoutMs,
)

test.each(killedHosts)('$name: what is left and not recovered is found out', async (host) => {
  const forgetful: KilledHostKind = {
    ...host,
    open: async (world) => Object.assign(await host.open(world), { recover: async () => undefined }),
  }
  expect(await killRound(forgetful, { kind: 'kill-at-moment', atMs: 9_000 })).toEqual(['a paid image is lost'])
})
