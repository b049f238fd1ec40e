import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hasTerminal, startInTerminal } from './support/terminal.ts'
import { createWorld, type World } from './support/world.ts'

const small = ['-s', '256x256', '--prompts', 'list.txt']

async function withList(world: World, prompts: readonly string[]): Promise<void> {
  await writeFile(join(world.folder, 'list.txt'), prompts.join('\n'))
}

/** The records of jobs as files: path by prompt order. */
async function recordsOf(world: World): Promise<string[]> {
  const jobs = join(world.folder, '.data', 'jobs')
  const folders = (await readdir(jobs)).toSorted((a, b) => (a < b ? -1 : 1))
  const paths = folders.map(async (folder) => {
    const names = await readdir(join(jobs, folder))
    return join(jobs, folder, names.find((name) => name !== 'task.json') ?? '')
  })
  return Promise.all(paths)
}

describe.concurrent('a list', () => {
  it('is not submitted by a script that has not agreed to it', async () => {
    await using world = await createWorld()
    await withList(world, ['fox', 'cat'])
    const { code, stderr } = await world.run(['generate', ...small])
    expect(stderr).toContain('2 prompts: 2 to submit (cost not known yet).')
    expect(stderr).toContain('2 requests of a list would be submitted and charged, and there is no terminal to ask on.')
    expect(stderr).toContain('Add --yes to agree, or --dry-run to see what would be submitted.')
    expect(code).toBe(2)
    expect(world.simulator.stats.requests).toBe(0)
  })

  it('needs no agreement in the sandbox', async () => {
    await using world = await createWorld({ env: {} })
    await withList(world, ['fox'])
    const { code, stderr } = await world.run(['generate', ...small])
    expect(stderr).toContain('1 prompt: 1 to submit (free in the sandbox).')
    expect(code).toBe(0)
  })

  it('says what is made, what repeats and what it will cost, and submits nothing in a dry run', async () => {
    await using world = await createWorld()
    await withList(world, ['fox', 'cat', 'fox'])
    await world.run(['generate', '-s', '256x256', 'fox'])
    const { code, stdout, stderr } = await world.run(['generate', ...small, '--dry-run', '--json'])
    expect(stderr).toMatch(/^3 prompts: 3 to submit \(about 0\.65 credits, usually \d+ s\)\.\n/)
    expect(stderr).toContain('1 is a duplicate: a prompt that is in the list twice is made twice.')
    expect(stderr).toContain('1 was made before: --resume skips what is already made.')
    expect(JSON.parse(stdout)).toMatchObject({
      dryRun: true,
      prompts: 3,
      toSubmit: 3,
      madeBefore: 1,
      repeated: 1,
      cost: { amount: 0.648, currency: 'credit' },
    })
    expect(code).toBe(0)
    expect(world.simulator.stats.submissions).toBe(1)
  })

  it('is recovered, not submitted again, when the images go to another folder', async () => {
    await using world = await createWorld()
    await withList(world, ['fox'])
    await world.run(['generate', ...small, '--yes'])
    const { code, stderr } = await world.run(['generate', ...small, '--yes', '--resume', '--out', 'elsewhere'])
    expect(stderr).toContain('1 prompt: 0 to submit, 1 made before.')
    expect(code).toBe(0)
    expect(world.simulator.stats.submissions).toBe(1)
  })

  it('is never submitted again while records that cannot be read may be about it', async () => {
    await using world = await createWorld()
    await withList(world, ['fox', 'cat'])
    await world.run(['generate', ...small, '--yes', '--concurrency', '1'])
    const [first = '', second = ''] = await recordsOf(world)
    await writeFile(first, '{"v":1,"id":')
    const resumed = await world.run(['generate', ...small, '--yes', '--resume'])
    expect(resumed.stderr).toContain('1 made before, 1 not submitted, since a record cannot be read.')
    expect(resumed.stderr).toContain('A prompt was not submitted: records that can’t be read may be about it.')
    expect(resumed.code).toBe(7)
    expect(world.simulator.stats.submissions).toBe(2)

    const waited = await world.run(['wait'])
    expect(waited.stderr).toMatch(/The record of job \S+ can’t be used\. The record isn’t complete JSON\./)
    expect(waited.code).toBe(7)

    const [, id = ''] = /fluxkit discard (\S+)`/.exec(waited.stderr) ?? []
    expect((await world.run(['discard', id])).code).toBe(2)
    expect(await world.run(['discard', id, '--yes'])).toMatchObject({ code: 0, stdout: `${id}\n` })
    expect(await world.run(['wait'])).toMatchObject({ code: 0, stderr: 'Nothing is left to recover.\n' })

    await writeFile(second, '')
    const task = world.simulator.tasks[0]?.id ?? ''
    const job = second.split('/').at(-2) ?? ''
    const adopted = await world.run(['adopt', task, '--job', job])
    expect(adopted).toMatchObject({ code: 0, stdout: expect.stringMatching(/^images\/(fox|cat)-2\.png\n$/) })
    expect(world.simulator.stats).toMatchObject({ submissions: 2, charges: 2 })
  })
})

describe.skipIf(!hasTerminal)('a list on a terminal', () => {
  it('is asked about, and takes no for an answer', async () => {
    await using world = await createWorld()
    await withList(world, ['fox', 'cat'])
    const session = startInTerminal(['generate', ...small], world.terminal)
    await session.sees(/Submit 2 requests\?/)
    session.type('n')
    expect(await world.until(session.ended)).toBe(130)
    expect(world.simulator.stats.requests).toBe(0)
  })
})
