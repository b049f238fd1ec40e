import { test } from 'vitest'
import { expectNothingLostNorDoubled } from './fixtures/chaos-property.ts'

test('nothing is lost and nothing is paid for twice, in 1,500 rounds of everything that can happen', async () => {
  await expectNothingLostNorDoubled(Number(process.env['ROUNDS'] ?? 1_500))
}, 600_000)
