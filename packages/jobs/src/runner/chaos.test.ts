import { test } from 'vitest'
import { expectNothingLostNorDoubled } from './fixtures/chaos-property.ts'

test('nothing is lost and nothing is paid for twice, whatever happens to processes, disk, network and clocks', async () => {
  await expectNothingLostNorDoubled(60)
})
