import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { openAgent } from '@fluxkit/tooling/mcp'
import { eventually } from '@fluxkit/tooling/time'
import { expect, it } from 'vitest'
import { createWorld, type World } from './support/world.ts'

// The terminal program and the server for agents share a data folder.

const serverMain = fileURLToPath(new URL('../../apps/server/src/main.ts', import.meta.url))

interface Agent {
  /** Calls a tool. @returns its data, once time has passed */
  call(
    name: string,
    args: Readonly<Record<string, unknown>>,
  ): Promise<Record<string, unknown> & { readonly jobId: string }>
  /** Calls a tool and doesn't wait for it. */
  start(name: string, args: Readonly<Record<string, unknown>>): Promise<void>
  kill(): Promise<void>
}

/** An agent with the server, in the working folder of the world. */
async function startAgent(world: World): Promise<Agent> {
  const child = world.time.start((nodeArgs) =>
    spawn(process.execPath, ['--conditions=source', ...nodeArgs, serverMain, 'mcp'], {
      cwd: world.folder,
      env: { ...world.env, HOME: '/nowhere', NODE_NO_WARNINGS: '1' },
    }),
  )
  child.stderr.resume()
  const agent = openAgent(child)
  await world.until(agent.initialize())
  return {
    async call(name, args) {
      return (await world.until(agent.call(name, args))) as never
    },
    async start(name, args) {
      // Cut short by the end of the server.
      agent.call(name, args).catch(() => undefined)
      await world.settle()
    },
    async kill() {
      const ended = once(child, 'close')
      child.kill('SIGKILL')
      await world.until(ended)
    },
  }
}

it('an agent’s image is in the history, and one that its server left is recovered by `fluxkit wait`', async () => {
  await using world = await createWorld({ durationsMs: () => 30_000, maxImageSide: 64 })
  const agent = await startAgent(world)
  const done = await agent.call('flux_generate', { prompt: 'a red fox' })
  await agent.start('flux_generate', { prompt: 'a blue cat' })
  await eventually(() => expect(world.simulator.stats.submissions).toBe(2))
  await world.settle()
  await agent.kill()
  expect(await world.files()).toEqual(['a-red-fox.png'])

  const { jobs } = (await world.run(['history', '--json'])).json()
  const [left] = jobs
  expect(jobs.map(({ state }) => state)).toEqual(['submitted', 'done'])
  expect(done).toMatchObject({ state: 'done', taskId: jobs[1]?.taskId })
  const waited = await world.run(['wait', left?.taskId ?? ''])
  expect(waited).toMatchObject({ code: 0, stdout: 'images/a-blue-cat.png\n' })
  expect(world.simulator.stats.submissions).toBe(2)

  // And the server knows its outcome.
  const again = await startAgent(world)
  expect(await again.call('flux_generate', { prompt: 'a blue cat' })).toMatchObject({ state: 'done', charged: 'yes' })
  expect(world.simulator.stats.submissions).toBe(2)
})

it('an image that the terminal program left is recovered by flux_wait, in its own folder', async () => {
  await using world = await createWorld({ durationsMs: () => 30_000, maxImageSide: 64 })
  const program = world.start(['generate', 'a red fox', '--out', 'art'])
  await program.printed(/Submitted to/)
  program.child.kill('SIGKILL')
  await world.until(program.ended)
  const [job] = (await world.run(['history', '--json'])).json().jobs
  const agent = await startAgent(world)
  const answer = await agent.call('flux_wait', { jobId: job?.taskId })
  expect(answer).toMatchObject({ state: 'done', files: [{ format: 'png' }] })
  expect(await world.files('art')).toEqual(['a-red-fox.png'])
  expect(world.simulator.stats.submissions).toBe(1)
})

it('what `fluxkit history --clear` has forgotten is made again when an agent asks for it again', async () => {
  await using world = await createWorld({ maxImageSide: 64 })
  const agent = await startAgent(world)
  const first = await agent.call('flux_generate', { prompt: 'a red fox' })
  expect((await world.run(['history', '--clear'])).stdout).toBe('1 forgotten.\n')
  const second = await agent.call('flux_generate', { prompt: 'a red fox' })
  expect(second).toMatchObject({ state: 'done', files: [{ format: 'png' }] })
  expect(second.jobId).not.toBe(first.jobId)
})
