import { describe, expect, it } from 'vitest'
import { createWorld, type World } from './support/world.ts'

/** Submits by plain HTTP, as a program elsewhere would. */
async function submitElsewhere({ url }: World, prompt: string): Promise<string> {
  const response = await fetch(`${url}/flux/images`, {
    method: 'POST',
    headers: { authorization: 'Bearer a-token', 'content-type': 'application/json' },
    body: JSON.stringify({ action: 'generate', prompt, size: '256x256', async: true }),
  })
  return ((await response.json()) as { task_id: string }).task_id
}

describe.concurrent('fluxkit wait', () => {
  it('collects a task that was submitted elsewhere, and names the file by its prompt', async () => {
    await using world = await createWorld()
    const id = await submitElsewhere(world, 'a green bird')
    expect(await world.run(['wait', id])).toMatchObject({ code: 0, stdout: 'images/a-green-bird.png\n' })
    expect((await world.run(['history', '--json'])).json().jobs).toMatchObject([
      { taskId: id, state: 'done', prompt: 'a green bird' },
    ])
  })

  it('reports a task that the service does not know', async () => {
    await using world = await createWorld()
    const { code, stderr } = await world.run(['wait', '00000000-1111-2222-3333-444444444444'])
    expect(stderr).toContain('does not know task 00000000-1111-2222-3333-444444444444')
    expect(code).toBe(8)
    expect((await world.run(['history', '--json'])).json().jobs).toEqual([])
  })

  it('has nothing to do when nothing is pending', async () => {
    await using world = await createWorld()
    expect(await world.run(['wait'])).toMatchObject({ code: 0, stdout: '', stderr: 'Nothing is left to recover.\n' })
  })

  it('prints the path again of what is saved already', async () => {
    await using world = await createWorld()
    const { jobs } = (await world.run(['generate', 'fox', '-s', '256x256', '--json'])).json()
    expect((await world.run(['wait', String(jobs[0]?.taskId)])).stdout).toBe('images/fox.png\n')
    expect(await world.files()).toEqual(['fox.png'])
  })

  it('saves an image once when two programs wait for it', async () => {
    await using world = await createWorld()
    const program = world.start(['generate', 'fox', '-s', '256x256'])
    await program.printed(/Submitted to/)
    program.child.kill('SIGKILL')
    await world.until(program.ended)
    const runs = await Promise.all([world.run(['wait']), world.run(['wait'])])
    expect(runs.map(({ stdout }) => stdout).filter((text) => text === 'images/fox.png\n')).not.toEqual([])
    expect(await world.files()).toEqual(['fox.png'])
  })

  it('does not send the token to another address than the task was submitted to', async () => {
    await using world = await createWorld()
    world.simulator.faults.add({ kind: 'never-finishes' })
    await world.run(['generate', 'fox', '--timeout', '3'])
    await using other = await createWorld()
    const { code, stderr } = await world.run(['wait'], { env: { ACEDATACLOUD_API_BASE_URL: other.url } })
    expect(stderr).toContain(`was submitted to ${world.url}`)
    expect(code).toBe(9)
    expect(other.simulator.stats.requests).toBe(0)
  })
})

describe.concurrent('a job of another account', () => {
  it('is kept until its own token is back, whatever the other account says', async () => {
    await using world = await createWorld()
    // What another account does not know, the service calls an unknown task.
    world.simulator.faults.add({ kind: 'unknown-task', forever: true })
    await world.run(['generate', 'fox', '--timeout', '3'])
    const other = await world.run(['wait'], { env: { ACEDATACLOUD_API_TOKEN: 'b-token' } })
    expect(other.stderr).toContain('was submitted with another token, and the account of this one doesn’t know it.')
    expect(other.code).toBe(9)
    expect((await world.run(['history', '--json'])).json().jobs).toMatchObject([{ state: 'submitted', owed: true }])
  })
})

describe.concurrent('fewer images than asked for', () => {
  it('are saved, and the missing ones reported and not submitted again', async () => {
    await using world = await createWorld()
    world.simulator.faults.add({ kind: 'fewer-images' })
    const { code, stdout, stderr } = await world.run(['generate', 'fox', '-n', '3', '-s', '256x256'])
    expect(stdout).toBe('images/fox.png\n')
    expect(stderr).toContain('1 of 3 images arrived.')
    expect(code).toBe(11)
    expect(world.simulator.stats.submissions).toBe(1)
    expect((await world.run(['wait'])).stderr).toBe('Nothing is left to recover.\n')
  })
})

describe.concurrent('fluxkit status', () => {
  it('checks once, for a table or JSON, and saves nothing', async () => {
    await using world = await createWorld({ durationsMs: () => 3_600_000 })
    const id = await submitElsewhere(world, 'fox')
    expect((await world.run(['status', id])).stdout).toMatch(new RegExp(`^Task .*\n${id} +(queued|running) +`))
    expect((await world.run(['status', id, '--json'])).json()).toMatchObject({
      tasks: [{ taskId: id, state: expect.stringMatching(/^(queued|running)$/) }],
    })
    expect(await world.files()).toEqual([])
  })

  it('shows why a task failed', async () => {
    await using world = await createWorld()
    const id = await submitElsewhere(world, 'fox [sim:task-fails message=overload]')
    await world.time.clock.advance(60_000)
    expect(world.simulator.stats.failed).toBe(1)
    const { code, stdout } = await world.run(['status', id])
    expect(stdout).toContain('overload')
    expect(code).toBe(0)
  })

  it('names tasks that nobody knows', async () => {
    await using world = await createWorld()
    const { code, stdout } = await world.run(['status', 'no-such-task'])
    expect(stdout).toMatch(/no-such-task +unknown/)
    expect(code).toBe(8)
  })
})

describe.concurrent('fluxkit download', () => {
  it('saves the images of a finished task again', async () => {
    await using world = await createWorld()
    const { jobs } = (await world.run(['generate', 'fox', '-n', '2', '-s', '256x256', '--json'])).json()
    const { stdout, code } = await world.run(['download', String(jobs[0]?.taskId), '--out', 'again'])
    expect(stdout).toBe('again/fox-1.png\nagain/fox-2.png\n')
    expect(code).toBe(0)
    expect(world.simulator.stats.charges).toBe(1)
  })

  it('saves a task of another machine', async () => {
    await using world = await createWorld()
    const id = await submitElsewhere(world, 'a green bird')
    await world.time.clock.advance(60_000)
    expect(world.simulator.stats.succeeded).toBe(1)
    expect((await world.run(['download', id])).stdout).toBe('images/a-green-bird.png\n')
  })

  it('saves what is behind a link, byte for byte', async () => {
    await using world = await createWorld()
    const { jobs } = (await world.run(['generate', 'fox', '-s', '256x256', '--json'])).json()
    const link = String(jobs[0]?.images[0])
    const { stdout } = await world.run(['download', link, '--name', 'copy'], { env: { ACEDATACLOUD_API_TOKEN: '' } })
    expect(stdout).toBe('images/copy.png\n')
    expect(await world.read('images/copy.png')).toEqual(Buffer.from(await (await fetch(link)).arrayBuffer()))
  })

  it('follows no link to a private address', async () => {
    await using world = await createWorld({ env: {} })
    const { code, stderr } = await world.run(['download', 'http://169.254.169.254/latest/meta-data'])
    expect(stderr).toContain('unsafe_url')
    expect(code).toBe(10)
  })

  it('says when a task is not finished', async () => {
    await using world = await createWorld()
    const { code, stderr } = await world.run(['download', await submitElsewhere(world, 'fox')])
    expect(stderr).toContain('there is nothing to download yet')
    expect(code).toBe(9)
  })
})

describe.concurrent('fluxkit history', () => {
  it('lists what was submitted, newest first', async () => {
    await using world = await createWorld()
    await world.run(['generate', 'first', '-s', '256x256'])
    await world.run(['generate', 'second [sim:moderation]'])
    const { stdout } = await world.run(['history'])
    expect(stdout).toMatch(
      /^Job .*\n\S+ +failed +flux-dev +second .* just now\n\S+ +done +flux-dev +first +0\.216 credits +images\/first\.png +just now\n$/,
    )
    expect((await world.run(['history', '--limit', '1', '--json'])).json().jobs).toMatchObject([
      { prompt: 'second [sim:moderation]' },
    ])
  })

  it('writes a page with the images', async () => {
    await using world = await createWorld()
    await world.run(['generate', 'a fox <&>', '-s', '256x256'])
    expect(await world.run(['history', '--gallery'])).toMatchObject({ code: 0, stdout: 'images/gallery.html\n' })
    const page = (await world.read('images/gallery.html')).toString()
    expect(page).toContain(`<img src="file://${world.folder}/images/a-fox.png" alt="a fox &lt;&amp;&gt;"`)
    expect(page).toContain('0.216 credits')
  })

  it('forgets what is finished, and leaves the files', async () => {
    await using world = await createWorld()
    await world.run(['generate', 'first', '-s', '256x256'])
    expect((await world.run(['history', '--clear'])).stdout).toBe('1 forgotten.\n')
    expect((await world.run(['history'])).stderr).toBe('Nothing was submitted from here yet.\n')
    expect(await world.files()).toEqual(['first.png'])
  })

  it('continues when an entry is damaged', async () => {
    await using world = await createWorld()
    const { writeFile, mkdir } = await import('node:fs/promises')
    await mkdir(`${world.folder}/.data/jobs`, { recursive: true })
    await writeFile(`${world.folder}/.data/jobs/20260101-000000-aaaa.json`, '{"version":1,')
    const { code, stderr } = await world.run(['history'])
    expect(stderr).toContain('1 record in ')
    expect(code).toBe(0)
  })
})
