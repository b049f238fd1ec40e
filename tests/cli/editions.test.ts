import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createWorld } from './support/world.ts'

describe.concurrent.each(['current', 'readme'] as const)('a service of the %s edition', (contract) => {
  it('accepts generate without options', async () => {
    await using world = await createWorld({ contract })
    expect(await world.run(['generate', 'a cat'])).toMatchObject({ code: 0, stdout: 'images/a-cat.png\n' })
    expect(world.simulator.tasks).toMatchObject([{ model: 'flux-dev', size: '1024x1024' }])
  })

  it('accepts edit of a link without options', async () => {
    await using world = await createWorld({ contract })
    const first = await world.run(['generate', 'a cat', '--json'])
    const { code } = await world.run(['edit', String(first.json().jobs[0]?.images[0]), 'make it night'])
    expect(code).toBe(0)
    expect(world.simulator.stats).toMatchObject({ submissions: 2, charges: 2, succeeded: 2 })
  })

  it('accepts edit without options, and the image keeps its shape', async () => {
    await using world = await createWorld({ contract })
    await world.run(['generate', 'meadow', '-s', '576x384', '--sandbox'])
    await copyFile(join(world.folder, 'images', 'meadow.png'), join(world.folder, 'meadow.png'))
    const { code, stderr } = await world.run(['edit', 'meadow.png', 'make it night', '--yes'])
    expect(code).toBe(0)
    expect(world.simulator.tasks).toMatchObject([{ action: 'edit', model: 'flux-kontext-pro', size: '3:2' }])
    // It has the shape that was wanted, so there is nothing to say.
    expect(stderr).not.toContain('Size ')
  })
})

describe.concurrent('a size that the service refuses', () => {
  it('is replaced once when Fluxkit chose it, and the user reads which was sent', async () => {
    await using world = await createWorld({ contract: 'readme' })
    const { code, stderr } = await world.run(['generate', 'fox', '-m', 'flux-2-pro'])
    expect(stderr).toContain('Size 1024x1024 · 1:1 square: this service doesn’t accept 1:1.')
    expect(code).toBe(0)
    expect(world.simulator.stats.charges).toBe(1)
  })

  it('is not replaced by another shape: the error names the nearest sizes', async () => {
    await using world = await createWorld({ contract: 'current' })
    const { code, stderr } = await world.run(['generate', 'fox', '-m', 'flux-2-pro', '-s', '512x256'])
    expect(stderr).toContain('Nothing was charged.\n  Use the size 16:9 or 21:9.')
    expect(code).toBe(2)
    expect(world.simulator.stats.charges).toBe(0)
  })

  it('is not needed for the image behind a link, whose shape is read from its first bytes', async () => {
    await using world = await createWorld({ contract: 'current' })
    const first = await world.run(['generate', 'meadow', '-s', '1792x1024', '--json'])
    await world.run(['edit', String(first.json().jobs[0]?.images[0]), 'make it night'])
    expect(world.simulator.tasks[0]).toMatchObject({ action: 'edit', size: '16:9' })
  })
})

describe.concurrent('a request that Fluxkit does not know', () => {
  it('is sent with its fields, and with a size that no edition has', async () => {
    await using world = await createWorld({ env: {} })
    const sent = await world.run(['generate', 'fox', '-s', '7:5', '--unchecked', '--field', 'seed=7', '--json'])
    expect(sent.json()).toMatchObject({ jobs: [{ size: '7:5', extra: { seed: 7 }, unchecked: true }] })
  })
})
