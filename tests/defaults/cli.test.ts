import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createWorld } from '../cli/support/world.ts'
import { tinyPng } from '../support/tiny-png.ts'

describe.concurrent.each(['readme', 'current'] as const)('the terminal program and the %s edition', (contract) => {
  test('`generate` without any option makes an image, for one charge', async () => {
    await using world = await createWorld({ contract })
    const { code, stderr } = await world.run(['generate', 'a red fox'])
    expect([code, stderr.includes('✗')]).toEqual([0, false])
    expect(world.simulator.stats).toMatchObject({ submissions: 1, charges: 1, succeeded: 1 })
  })

  test('`edit` of a local file without any option makes an image, for one charge', async () => {
    await using world = await createWorld({ contract })
    await writeFile(join(world.folder, 'cat.png'), tinyPng)
    const { code, stderr } = await world.run(['edit', 'cat.png', 'make it night', '--yes'])
    expect([code, stderr.includes('✗')]).toEqual([0, false])
    expect(world.simulator.stats).toMatchObject({ submissions: 1, charges: 1, succeeded: 1 })
  })

  test('`edit` of a link without any option makes an image, for one charge', async () => {
    await using world = await createWorld({ contract })
    const first = await world.run(['generate', 'a red fox', '--json'])
    const { code } = await world.run(['edit', String(first.json().jobs[0]?.images[0]), 'make it night'])
    expect(code).toBe(0)
    expect(world.simulator.stats).toMatchObject({ submissions: 2, charges: 2, succeeded: 2 })
  })
})
