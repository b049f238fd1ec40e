import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { identifyImage } from '@fluxkit/core/images'
import { describe, expect, it } from 'vitest'
import { createWorld } from './support/world.ts'

describe.concurrent('fluxkit generate', () => {
  it('saves an image and prints its path, and nothing else, on standard output', async () => {
    await using world = await createWorld()
    const { code, stdout, stderr } = await world.run(['generate', 'a red fox'])
    expect(stdout).toBe('images/a-red-fox.png\n')
    expect(stderr).toMatch(
      /^Submitted to flux-dev as task \S+\.\n✓ Saved 1024 × 1024, .* flux-dev, seed \d+, .* s, 0\.216 credits\n$/,
    )
    expect(code).toBe(0)
    expect(identifyImage(await world.read('images/a-red-fox.png'))).toMatchObject({
      format: 'png',
      width: 1024,
      complete: true,
    })
  })

  it('passes model, size and count on', async () => {
    await using world = await createWorld()
    const { stdout } = await world.run(['generate', 'cats', '-m', 'flux-2-pro', '-s', '512x256', '-n', '2', '--quiet'])
    expect(stdout).toBe('images/cats-1.png\nimages/cats-2.png\n')
    expect(world.simulator.tasks).toMatchObject([{ model: 'flux-2-pro' }])
    expect(identifyImage(await world.read('images/cats-2.png'))).toMatchObject({ width: 512, height: 256 })
  })

  it('never overwrites a file', async () => {
    await using world = await createWorld()
    await world.run(['generate', 'fox', '-s', '256x256'])
    const first = await world.read('images/fox.png')
    expect((await world.run(['generate', 'fox', '-s', '256x256'])).stdout).toBe('images/fox-2.png\n')
    expect(await world.read('images/fox.png')).toEqual(first)
  })

  it('names files by a pattern, with folders, and keeps a prompt inside of them', async () => {
    await using world = await createWorld()
    const { stdout } = await world.run([
      'generate',
      '../../../etc/passwd',
      '--out',
      'out',
      '--name',
      '{model}/{index}-{prompt}',
    ])
    expect(stdout).toBe('out/flux-dev/1-etc-passwd.png\n')
  })

  it('prints one JSON object', async () => {
    await using world = await createWorld()
    const result = (await world.run(['generate', 'fox', '--json', '-s', '256x256'])).json()
    expect(result).toMatchObject({
      files: [join(world.folder, 'images', 'fox.png')],
      jobs: [
        {
          state: 'done',
          sandbox: false,
          service: world.url,
          prompt: 'fox',
          model: 'flux-dev',
          size: '256x256',
          files: [{ format: 'png', width: 256, height: 256, hasMetadata: true }],
        },
      ],
    })
    expect(result.error).toBeUndefined()
  })

  it('prints events as they happen', async () => {
    await using world = await createWorld()
    const events = (await world.run(['generate', 'fox', '-s', '256x256', '--json', '--events'])).events()
    const names = events.map(({ event }) => event).filter((name) => name !== 'running')
    expect(names).toEqual(['submitting', 'submitted', 'succeeded', 'saved', 'end'])
    expect(events.at(-1)).toEqual({ event: 'end', exitCode: 0, files: [join(world.folder, 'images', 'fox.png')] })
  })

  it('reads a prompt from standard input', async () => {
    await using world = await createWorld()
    expect((await world.run(['generate', '-', '-s', '256x256'], { input: 'a blue cat\n' })).stdout).toBe(
      'images/a-blue-cat.png\n',
    )
  })

  it('works through a list, and one that fails does not stop the others', async () => {
    await using world = await createWorld()
    await writeFile(join(world.folder, 'list.txt'), '# animals\nfox\n\ncat [sim:moderation]\ndog\n')
    const { code, stdout, stderr } = await world.run([
      'generate',
      '-s',
      '256x256',
      '--prompts',
      'list.txt',
      '--yes',
      '--concurrency',
      '2',
    ])
    expect(stdout.split('\n').toSorted()).toEqual(['', 'images/dog.png', 'images/fox.png'])
    expect(stderr).toContain('2 of 3 done, 1 failed, 0.432 credits.')
    expect(code).toBe(11)
  })

  it('stops submitting when the balance is gone', async () => {
    await using world = await createWorld({ balance: 0.3 })
    const { code, stderr } = await world.run(
      ['generate', '-s', '256x256', '--prompts', '-', '--yes', '--concurrency', '1'],
      {
        input: 'a\nb\nc\nd\n',
      },
    )
    expect(stderr).toContain('1 of 4 done, 1 failed, 2 not submitted, 0.216 credits.')
    expect(world.simulator.stats).toMatchObject({ submissions: 2, charges: 1 })
    expect(code).toBe(11)
  })

  it('resumes a list: what is made is left out, what failed is made, nothing is paid twice', async () => {
    await using world = await createWorld()
    const list = { input: 'fox\ncat [sim:moderation times=1]\nfox\n' }
    expect((await world.run(['generate', '-s', '256x256', '--prompts', '-', '--resume', '--yes'], list)).code).toBe(11)
    const { code, stderr } = await world.run(['generate', '-s', '256x256', '--prompts', '-', '--resume', '--yes'], list)
    expect(stderr).toContain('3 prompts: 1 to submit, 2 made before')
    expect(world.simulator.stats.charges).toBe(3)
    expect(code).toBe(0)
  })

  it('writes prompt and parameters into the file', async () => {
    await using world = await createWorld()
    await world.run(['generate', 'ein Fuchs 🦊 <&>', '--name', 'fox'])
    const text = (await world.read('images/fox.png')).toString('utf8')
    expect(text).toContain('parameters\0\0\0\0\0ein Fuchs 🦊 <&>\nModel: flux-dev, Size: 1024x1024, Seed: ')
    expect(text).toContain('<rdf:li xml:lang="x-default">ein Fuchs 🦊 &lt;&amp;&gt;</rdf:li>')
  })

  it('keeps the bytes of the service with --no-metadata', async () => {
    await using world = await createWorld()
    const { jobs } = (await world.run(['generate', 'fox', '-s', '256x256', '--no-metadata', '--json'])).json()
    const answer = await fetch(String(jobs[0]?.images[0]))
    expect(await world.read('images/fox.png')).toEqual(Buffer.from(await answer.arrayBuffer()))
  })

  it.each([['--unchecked'], ['--any-model']])('sends a model it does not know on purpose, with %s', async (option) => {
    await using world = await createWorld()
    const { code, stderr } = await world.run(['generate', 'fox', '--model', 'flux-9', option])
    expect(stderr).toContain('model is invalid.')
    expect(code).toBe(2)
    expect(world.simulator.stats.submissions).toBe(1)
  })

  it('uses the sandbox without a token, and says so', async () => {
    await using world = await createWorld({ env: {} })
    const { code, stdout, stderr } = await world.run(['generate', 'fox', '-s', '256x256'])
    expect(stderr).toContain('Sandbox: the image is drawn on this machine, nothing is sent, nothing is charged.')
    expect(stderr).toContain('For the real service run `fluxkit login`')
    expect(stdout).toBe('images/fox.png\n')
    expect(code).toBe(0)
  })

  it('uses the sandbox with a token when asked to', async () => {
    await using world = await createWorld()
    expect((await world.run(['generate', 'fox', '-s', '256x256', '--sandbox'])).code).toBe(0)
    expect(world.simulator.stats.requests).toBe(0)
  })

  it('takes an address without a token for a mistake, not for the sandbox', async () => {
    await using world = await createWorld()
    const { code, stderr } = await world.run(['generate', 'fox', '-s', '256x256'], {
      env: { ACEDATACLOUD_API_TOKEN: '' },
    })
    expect(stderr).toContain(`There is no token for ${world.url}. Nothing was sent.\n  Nothing was charged.`)
    expect(code).toBe(3)
  })

  it('writes the job down before it submits', async () => {
    await using world = await createWorld()
    const { code, stderr } = await world.run(['generate', 'fox', '-s', '256x256'], {
      env: { FLUXKIT_DATA_DIR: '/dev/null/nowhere' },
    })
    expect(stderr).toContain('/dev/null/nowhere')
    expect(code).toBe(1)
    expect(world.simulator.stats.submissions).toBe(0)
  })
})
