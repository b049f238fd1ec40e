import { expect, test } from 'vitest'
import { runRounds } from './rounds.ts'

// Three web processes and two workers of the built bot on one PostgreSQL. Rounds and seed of a long run, or of one that
// failed, come from the environment: FLUXKIT_CLUSTER_ROUNDS=200 FLUXKIT_CLUSTER_SEED=1 npm run evidence -- cluster

const rounds = Number(process.env['FLUXKIT_CLUSTER_ROUNDS'] ?? 20)
const seed = Number(process.env['FLUXKIT_CLUSTER_SEED'] ?? Date.now() % 1_000_000)

test(
  'while processes are killed and stopped at random, nothing is lost, nothing is doubled, and the ledger balances',
  async () => {
    const { complaints, logs, ...counts } = await runRounds(seed, rounds)

    expect(
      complaints,
      `FLUXKIT_CLUSTER_SEED=${seed}, ${JSON.stringify(counts)}\n${complaints.length > 0 ? logs : ''}`,
    ).toEqual([])
    expect(counts.images).toBeGreaterThan(rounds)
  },
  300_000 + rounds * 30_000,
)
