import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hasTerminal, startInTerminal } from './support/terminal.ts'
import { createWorld } from './support/world.ts'

const controlC = '\u0003'

// Without util-linux there is no terminal to run in; the parts have unit tests.
describe.skipIf(!hasTerminal)('in a terminal', { concurrent: true }, () => {
  it('redraws one line while a task runs', async () => {
    await using world = await createWorld()
    const session = startInTerminal(['generate', 'fox', '-s', '256x256'], world.terminal)
    await world.until(session.sees(/flux-dev.*━.* of about /))
    await world.until(session.ended)
    // oxlint-disable-next-line no-control-regex -- how a line is redrawn
    expect(session.screen()).toMatch(/\r\u001B\[K.*Saved/)
    expect(session.screen()).toContain('images/fox.png')
  })

  it('asks for a prompt that is missing', async () => {
    await using world = await createWorld()
    const session = startInTerminal(['generate', '-s', '256x256'], world.terminal)
    await session.sees(/What should the image show\?/)
    session.type('an old owl\r')
    expect(await world.until(session.ended)).toBe(0)
    expect(await world.files()).toEqual(['an-old-owl.png'])
  })

  it('asks before it makes a file public, and accepts a no', async () => {
    await using world = await createWorld()
    await world.run(['generate', 'cat', '-s', '256x256', '--sandbox'])
    await copyFile(join(world.folder, 'images', 'cat.png'), join(world.folder, 'cat.png'))
    const session = startInTerminal(['edit', 'cat.png', 'make it night'], world.terminal)
    await session.sees(/make it public for good\?/)
    session.type('n')
    expect(await world.until(session.ended)).toBe(130)
    expect(world.simulator.stats.requests).toBe(0)
  })

  it('uploads after a yes', async () => {
    await using world = await createWorld()
    await world.run(['generate', 'cat', '-s', '256x256', '--sandbox'])
    await copyFile(join(world.folder, 'images', 'cat.png'), join(world.folder, 'cat.png'))
    const session = startInTerminal(['edit', 'cat.png', 'make it night'], world.terminal)
    await session.sees(/make it public for good\?/)
    session.type('y')
    expect(await world.until(session.ended)).toBe(0)
    expect(world.simulator.stats.uploads).toBe(1)
  })

  it('does not show a token that is typed', async () => {
    await using world = await createWorld()
    const session = startInTerminal(['login'], world.terminal)
    await session.sees(/API token/)
    session.type('very-secret\r')
    expect(await world.until(session.ended)).toBe(0)
    expect(session.screen()).not.toContain('very')
    expect(session.screen()).toContain('The token works.')
  })

  it('takes Ctrl-C from the keyboard', async () => {
    await using world = await createWorld()
    world.simulator.faults.add({ kind: 'never-finishes' })
    const session = startInTerminal(['generate', 'fox', '-s', '256x256'], world.terminal)
    await world.until(session.sees(/of about/))
    session.type(controlC)
    expect(await world.until(session.ended)).toBe(130)
    expect(session.screen()).toMatch(/fluxkit wait \S+/)
  })

  it('shows the image where the terminal can', async () => {
    await using world = await createWorld()
    const env = { ...world.env, TERM_PROGRAM: 'iTerm.app' }
    const session = startInTerminal(['generate', 'fox', '-s', '256x256'], { ...world.terminal, env })
    await world.until(session.ended)
    expect(session.screen()).toContain('\u001B]1337;File=inline=1;')
    const without = startInTerminal(['generate', 'fox', '-s', '256x256', '--no-preview'], { ...world.terminal, env })
    await world.until(without.ended)
    expect(without.screen()).not.toContain('1337;')
  })

  it('has no colours with NO_COLOR', async () => {
    await using world = await createWorld()
    const session = startInTerminal(['doctor'], { ...world.terminal, env: { ...world.env, NO_COLOR: '1' } })
    await world.until(session.ended)
    // oxlint-disable-next-line no-control-regex -- checks that there are no colours
    expect(session.screen()).not.toMatch(/\u001B\[\d+m/)
  })
})
