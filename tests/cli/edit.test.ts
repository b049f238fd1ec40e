import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createWorld, type World } from './support/world.ts'

async function withLocalImage(world: World): Promise<void> {
  const { jobs } = (
    await world.run(['generate', 'cat', '-s', '256x256', '--sandbox', '--json', '--name', 'cat'])
  ).json()
  expect(jobs[0]?.state).toBe('done')
  await writeFile(join(world.folder, 'cat.png'), await world.read('images/cat.png'))
}

describe.concurrent('fluxkit edit', () => {
  it('changes an image behind a link', async () => {
    await using world = await createWorld()
    const { jobs } = (await world.run(['generate', 'cat', '-s', '256x256', '--json'])).json()
    const { code, stdout } = await world.run(['edit', String(jobs[0]?.images[0]), 'make', 'it', 'night'])
    expect(stdout).toBe('images/make-it-night.png\n')
    expect(code).toBe(0)
    expect(world.simulator.tasks[0]).toMatchObject({ action: 'edit', model: 'flux-kontext-pro' })
  })

  it('uploads a local file with --yes, having said that it becomes public', async () => {
    await using world = await createWorld()
    await withLocalImage(world)
    const { code, stderr } = await world.run(['edit', 'cat.png', 'make it night', '--yes'])
    expect(stderr).toMatch(
      /Upload: cat\.png \(256 × 256, \d+ kB\) gets a link that is public and permanent; it cannot be taken back\./,
    )
    expect(code).toBe(0)
    expect(world.simulator.stats).toMatchObject({ uploads: 1, submissions: 1 })
  })

  it('uploads nothing that nobody has agreed to', async () => {
    await using world = await createWorld()
    await withLocalImage(world)
    const { code, stderr } = await world.run(['edit', 'cat.png', 'make it night'])
    expect(stderr).toContain('Add --yes to agree to it.')
    expect(code).toBe(2)
    expect(world.simulator.stats.requests).toBe(0)
  })

  it('asks for the token of the platform before anything is sent', async () => {
    await using world = await createWorld()
    await withLocalImage(world)
    const { code, stderr } = await world.run(['edit', 'cat.png', 'x', '--yes'], {
      env: { ACEDATACLOUD_PLATFORM_TOKEN: '' },
    })
    expect(stderr).toContain('A local file needs a token of the platform')
    expect(code).toBe(3)
    expect(world.simulator.stats.requests).toBe(0)
  })

  it('submits nothing when the upload is refused', async () => {
    await using world = await createWorld()
    await withLocalImage(world)
    const { code } = await world.run(['edit', 'cat.png', 'x', '--yes'], {
      env: { ACEDATACLOUD_PLATFORM_TOKEN: 'an-api-token' },
    })
    expect(code).toBe(3)
    expect(world.simulator.stats.submissions).toBe(0)
  })

  it('keeps a local file on this machine in the sandbox', async () => {
    await using world = await createWorld({ env: {} })
    await withLocalImage(world)
    const { code, stderr } = await world.run(['edit', 'cat.png', 'make it night'])
    expect(stderr).toContain('The file stays on this machine')
    expect(code).toBe(0)
    expect(await world.files()).toEqual(['cat.png', 'make-it-night.png'])
  })

  it('fetches nothing from outside in the sandbox', async () => {
    await using world = await createWorld({ env: {} })
    const { code, stderr } = await world.run(['edit', 'https://example.com/cat.png', 'x'])
    expect(stderr).toContain('The sandbox fetches nothing from outside of this machine.')
    expect(code).toBe(2)
  })

  it('refuses an image that is cut short, before it is uploaded', async () => {
    await using world = await createWorld()
    await withLocalImage(world)
    await writeFile(join(world.folder, 'half.png'), (await world.read('cat.png')).subarray(0, 9_000))
    const { code, stderr } = await world.run(['edit', 'half.png', 'x', '--yes'])
    expect(stderr).toContain('half.png: the png image is cut short.')
    expect(code).toBe(2)
    expect(world.simulator.stats.requests).toBe(0)
  })
})
