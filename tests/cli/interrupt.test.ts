import { eventually } from '@fluxkit/tooling/time'
import { describe, expect, it } from 'vitest'
import { createWorld, type World } from './support/world.ts'

const neverFinishes = { kind: 'never-finishes' } as const

/** A busy machine takes its time between "submitting" and the request. */
function accepted({ simulator }: World): Promise<void> {
  return eventually(() => expect(simulator.stats.charges).toBe(1))
}

async function states(world: World): Promise<string[]> {
  return (await world.run(['history', '--json'])).json().jobs.map(({ state }) => state)
}

describe.skipIf(process.platform === 'win32')('Ctrl-C', { concurrent: true }, () => {
  it('says that the task continues, and the command it prints collects the image', async () => {
    await using world = await createWorld()
    const program = world.start(['generate', 'fox', '-s', '256x256'])
    await program.printed(/Submitted to/)
    program.child.kill('SIGINT')
    const { code, stderr } = await world.until(program.ended)
    expect(stderr).toContain('The task goes on at the service, and it is charged unless it fails.')
    expect(code).toBe(130)
    const [, command = ''] = /fluxkit (wait \S+)/.exec(stderr) ?? []
    expect(await world.run(command.split(' '))).toMatchObject({ code: 0, stdout: 'images/fox.png\n' })
    expect(world.simulator.stats.charges).toBe(1)
  })

  it('prints the command in the words of npm start', async () => {
    await using world = await createWorld()
    world.simulator.faults.add(neverFinishes)
    const program = world.start(['generate', 'fox', '-s', '256x256'], { env: { FLUXKIT_LAUNCHER: 'npm-start' } })
    await program.printed(/Submitted to/)
    program.child.kill('SIGINT')
    expect((await world.until(program.ended)).stderr).toMatch(/npm start -- wait \S+\n$/)
  })

  it('waits a moment for the id of a task whose submission is on the way', async () => {
    await using world = await createWorld()
    world.simulator.faults.add({ kind: 'slow', ms: 900, operation: 'submit' })
    const program = world.start(['generate', 'fox', '-s', '256x256', '--json', '--events'])
    await program.printed(/"submitting"/)
    await eventually(() => expect(world.simulator.stats.submissions).toBe(1))
    program.child.kill('SIGINT')
    const { code, stderr, events } = await world.until(program.ended)
    expect(events()).toContainEqual(expect.objectContaining({ event: 'submitted', late: true }))
    expect(stderr).toMatch(/fluxkit wait \S+/)
    expect(code).toBe(130)
    expect((await world.run(['wait'])).stdout).toBe('images/fox.png\n')
  })

  it('says that it may have been charged when no id comes', async () => {
    await using world = await createWorld()
    world.simulator.faults.add({ kind: 'hang-after' })
    const program = world.start(['generate', 'fox', '-s', '256x256', '--json', '--events'])
    await program.printed(/"submitting"/)
    await accepted(world)
    program.child.kill('SIGINT')
    const { code, stderr } = await world.until(program.ended)
    expect(stderr).toContain('it may have been accepted and charged.')
    expect(code).toBe(130)
    expect(await states(world)).toEqual(['unknown'])
    expect(world.simulator.stats.submissions).toBe(1)
  })

  it('a second time ends at once', async () => {
    await using world = await createWorld()
    world.simulator.faults.add({ kind: 'hang-after' })
    const program = world.start(['generate', 'fox', '-s', '256x256', '--json', '--events'])
    await program.printed(/"submitting"/)
    await accepted(world)
    program.child.kill('SIGINT')
    await world.settle()
    program.child.kill('SIGINT')
    // Time stands still.
    expect((await program.ended).code).toBe(130)
  })

  it('SIGTERM ends with 143', async () => {
    await using world = await createWorld()
    world.simulator.faults.add(neverFinishes)
    const program = world.start(['generate', 'fox', '-s', '256x256'])
    await program.printed(/Submitted to/)
    program.child.kill('SIGTERM')
    expect((await world.until(program.ended)).code).toBe(143)
  })

  it('in the sandbox says that nothing was charged', async () => {
    await using world = await createWorld({ env: {} })
    const program = world.start(['generate', 'fox', '-s', '256x256'])
    await program.printed(/Submitted to/)
    program.child.kill('SIGINT')
    const { code, stderr } = await world.until(program.ended)
    expect(stderr).toContain('Nothing was charged: this was the sandbox')
    expect(code).toBe(130)
    expect(await states(world)).toEqual(['cancelled'])
  })
})

describe.skipIf(process.platform === 'win32')('a crash', { concurrent: true }, () => {
  it('while waiting loses nothing: wait collects the image', async () => {
    await using world = await createWorld()
    const program = world.start(['generate', 'fox', '-s', '256x256'])
    await program.printed(/Submitted to/)
    program.child.kill('SIGKILL')
    await world.until(program.ended)
    expect(await states(world)).toEqual(['submitted'])
    expect(await world.run(['wait'])).toMatchObject({ code: 0, stdout: 'images/fox.png\n' })
    expect(await states(world)).toEqual(['done'])
    expect(world.simulator.stats.charges).toBe(1)
  })

  it('mid-submission loses nothing: wait finds the task, and never submits it again', async () => {
    await using world = await createWorld()
    world.simulator.faults.add({ kind: 'hang-after', times: 1 })
    const program = world.start(['generate', 'fox', '-s', '256x256', '--json', '--events'])
    await program.printed(/"submitting"/)
    await accepted(world)
    program.child.kill('SIGKILL')
    await world.until(program.ended)
    expect(await states(world)).toEqual(['unknown'])
    expect(await world.run(['wait'])).toMatchObject({ code: 0, stdout: 'images/fox.png\n' })
    expect(world.simulator.stats).toMatchObject({ submissions: 1, charges: 1 })
  })

  it('of the sandbox leaves nothing to collect', async () => {
    await using world = await createWorld({ env: {} })
    const program = world.start(['generate', 'fox', '-s', '256x256'])
    await program.printed(/Submitted to/)
    program.child.kill('SIGKILL')
    await world.until(program.ended)
    const { code, stderr } = await world.run(['wait'])
    expect(stderr).toContain('This job was made in a sandbox that has ended.')
    expect(code).toBe(8)
    expect((await world.run(['wait'])).stderr).toBe('Nothing is left to recover.\n')
  })
})
