import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { drawImage } from '@fluxkit/simulator'
import { describe, expect, test } from 'vitest'
import { createLab, type Lab } from '../test/lab.ts'
import { call, connect, dataOf, eras, textOf } from '../test/mcp-client.ts'

async function writeLogo(lab: Lab, name = 'logo.png'): Promise<string> {
  const bytes = await drawImage({ prompt: 'logo', model: 'flux-dev', seed: 1, width: 64, height: 32 })
  await writeFile(join(lab.project, name), bytes)
  return join(lab.project, name)
}

const edit = { prompt: 'make it blue', image: 'logo.png' }

describe.each(eras)('for a client of %s', (era) => {
  describe('editing a local file', () => {
    test('is refused by default, before anything is sent', async () => {
      await using lab = await createLab({ platformToken: 'platform-token' })
      await writeLogo(lab)
      const client = await connect(lab, await lab.openStudio(), { era })
      const answer = await call(lab, client, 'flux_edit', edit)
      expect(dataOf(answer)).toMatchObject({ charged: 'no', error: { code: 'publishing_not_allowed' } })
      expect(textOf(answer)).toContain('a link that is public and permanent')
      expect(lab.simulator.stats).toMatchObject({ submissions: 0, uploads: 0 })
    })

    test('asks the user where the client can, and continues with a yes', async () => {
      await using lab = await createLab({ platformToken: 'platform-token' })
      await writeLogo(lab)
      const messages: string[] = []
      const onElicit = (message: string) => {
        messages.push(message)
        return { action: 'accept' as const, content: { confirm: true } }
      }
      const client = await connect(lab, await lab.openStudio(), { era, onElicit })
      const answer = await call(lab, client, 'flux_edit', edit)
      expect(dataOf(answer)).toMatchObject({ state: 'done', charged: 'yes' })
      expect(messages).toHaveLength(1)
      expect(messages[0]).toContain('To edit the local image (64 × 32,')
      expect(messages[0]).toContain('public and permanent')
      // The same call needs no second upload, no second question and no second payment.
      expect(dataOf(await call(lab, client, 'flux_edit', edit)).jobId).toBe(dataOf(answer).jobId)
      expect(messages).toHaveLength(1)
      expect(lab.simulator.stats).toMatchObject({ submissions: 1, uploads: 1 })
    })

    test.each([
      ['declines', { action: 'decline' as const }],
      ['closes the question', { action: 'cancel' as const }],
      ['leaves the box unchecked', { action: 'accept' as const, content: { confirm: false } }],
    ])('sends nothing when the user %s', async (_, result) => {
      await using lab = await createLab({ platformToken: 'platform-token' })
      await writeLogo(lab)
      const client = await connect(lab, await lab.openStudio(), { era, onElicit: () => result })
      const answer = await call(lab, client, 'flux_edit', edit)
      expect(dataOf(answer).error?.code).toBe('publishing_declined')
      expect(lab.simulator.stats).toMatchObject({ submissions: 0, uploads: 0 })
    })

    test('is another job when the file has changed', async () => {
      await using lab = await createLab({ platformToken: 'platform-token', allowPublish: true })
      await writeLogo(lab)
      const client = await connect(lab, await lab.openStudio(), { era })
      const first = await call(lab, client, 'flux_edit', edit)
      const bytes = await drawImage({ prompt: 'other', model: 'flux-dev', seed: 2, width: 64, height: 32 })
      await writeFile(join(lab.project, 'logo.png'), bytes)
      const second = await call(lab, client, 'flux_edit', edit)
      expect(dataOf(second)).toMatchObject({ state: 'done' })
      expect(dataOf(second).jobId).not.toBe(dataOf(first).jobId)
    })
  })

  test('the session’s budget stops a loop; the user can go beyond it for one call', async () => {
    await using lab = await createLab({ limits: { session: { images: 2 }, day: { images: 3 } } })
    const messages: string[] = []
    let yes = false
    const onElicit = (message: string) => {
      messages.push(message)
      return yes ? { action: 'accept' as const, content: { confirm: true } } : { action: 'decline' as const }
    }
    const client = await connect(lab, await lab.openStudio(), { era, onElicit })
    await call(lab, client, 'flux_generate', { prompt: 'a', count: 2 })
    const refused = await call(lab, client, 'flux_generate', { prompt: 'b' })
    expect(dataOf(refused)).toMatchObject({ charged: 'no', error: { code: 'budget_reached' } })
    expect(textOf(refused)).toContain('2 of 2 images are used or reserved. Nothing was charged. Don’t try again.')
    yes = true
    expect(dataOf(await call(lab, client, 'flux_generate', { prompt: 'b' }))['state']).toBe('done')
    const overDay = await call(lab, client, 'flux_generate', { prompt: 'c' })
    expect(textOf(overDay)).toContain('The budget of today doesn’t cover this: 3 of 3 images')
    expect(messages).toHaveLength(2)
    expect(lab.simulator.stats.submissions).toBe(2)
  })

  test('images go where the client says that its user works', async () => {
    await using lab = await createLab()
    const root = join(lab.project, 'app')
    await mkdir(root)
    const roots = [pathToFileURL(root).href]
    const client = await connect(lab, await lab.openStudio(), { era, roots })
    const answer = await call(lab, client, 'flux_generate', { prompt: 'a fox' })
    expect(dataOf(answer).files.map(({ path }) => path)).toEqual([join(root, 'images', 'a-fox.png')])
    const again = await call(lab, client, 'flux_generate', { prompt: 'a fox' })
    expect(dataOf(again).jobId).toBe(dataOf(answer).jobId)
    expect(lab.simulator.stats.submissions).toBe(1)
  })

  test('a root that isn’t a folder of this machine is ignored, and nothing is made there', async () => {
    await using lab = await createLab()
    const elsewhere = join(lab.project, '..', 'container', 'app')
    const client = await connect(lab, await lab.openStudio(), { era, roots: [pathToFileURL(elsewhere).href] })
    const answer = await call(lab, client, 'flux_generate', { prompt: 'a fox' })
    expect(dataOf(answer).files.map(({ path }) => path)).toEqual([join(lab.project, 'images', 'a-fox.png')])
    expect(existsSync(elsewhere)).toBe(false)
  })

  test('a client that gives up and calls again gets the job it has paid for', async () => {
    await using lab = await createLab({ simulator: { durationsMs: () => 30_000 } })
    const client = await connect(lab, await lab.openStudio(), { era })
    const gone = new AbortController()
    const request = { name: 'flux_generate', arguments: { prompt: 'a fox', variant: 2 } }
    const first = client.callTool(request, { signal: gone.signal }).catch(() => 'gone')
    await lab.clock.advance(20_000)
    gone.abort()
    expect(await lab.clock.until(first)).toBe('gone')
    const answer = await call(lab, client, 'flux_generate', { prompt: 'a fox', variant: 2 })
    expect(dataOf(answer)).toMatchObject({ state: 'done', variant: 2 })
    expect(lab.simulator.stats.submissions).toBe(1)
  })

  test('a client that never comes back finds the image saved', async () => {
    await using lab = await createLab({ simulator: { durationsMs: () => 60_000 } })
    const client = await connect(lab, await lab.openStudio(), { era })
    const first = client.callTool({ name: 'flux_generate', arguments: { prompt: 'a fox' } }).catch(() => 'gone')
    await lab.clock.advance(10_000)
    await client.close()
    await first
    await lab.clock.advance(120_000)
    expect(await readdir(join(lab.project, 'images'))).toEqual(['a-fox.png'])
  })
})

test('a data folder that can’t be written is an answer with charge and advice, and nothing is sent', async () => {
  await using lab = await createLab()
  const client = await connect(lab, await lab.openStudio())
  await rm(join(lab.dataFolder, 'jobs'), { recursive: true, force: true })
  await writeFile(join(lab.dataFolder, 'jobs'), 'not a folder')
  const answer = await call(lab, client, 'flux_generate', { prompt: 'a fox' })
  expect(dataOf(answer)).toMatchObject({ state: 'refused', charged: 'unknown', error: { code: 'file_system' } })
  expect(textOf(answer)).toContain('Then make the same call again: it is never paid twice.')
  expect(lab.simulator.stats.submissions).toBe(0)
})

test('the folder of another root is used after the client says that its roots have changed', async () => {
  await using lab = await createLab()
  const roots: string[] = []
  for (const name of ['one', 'other']) await mkdir(join(lab.project, name))
  roots.push(pathToFileURL(join(lab.project, 'one')).href)
  const client = await connect(lab, await lab.openStudio(), {
    era: '2025',
    roots,
    capabilities: { roots: { listChanged: true } },
  })
  await call(lab, client, 'flux_generate', { prompt: 'a fox' })
  roots[0] = pathToFileURL(join(lab.project, 'other')).href
  await lab.clock.until(client.notification({ method: 'notifications/roots/list_changed' }))
  const answer = await call(lab, client, 'flux_generate', { prompt: 'a fox' })
  expect(dataOf(answer).files.map(({ path }) => path)).toEqual([join(lab.project, 'other', 'images', 'a-fox.png')])
})

test('two servers on one data folder share jobs and the budget of the day', async () => {
  await using lab = await createLab({ limits: { session: {}, day: { images: 2 } } })
  const one = await connect(lab, await lab.openStudio())
  const other = await connect(lab, await lab.openStudio(), { era: '2025' })
  const same = { prompt: 'a fox' }
  const [first, second] = await Promise.all([
    call(lab, one, 'flux_generate', same),
    call(lab, other, 'flux_generate', same),
  ])
  expect(dataOf(first).jobId).toBe(dataOf(second).jobId)
  expect([dataOf(first)['state'], dataOf(second)['state']]).toEqual(['done', 'done'])
  expect(lab.simulator.stats.submissions).toBe(1)
  // Two different calls can't both take the last image of the day.
  const last = await Promise.all([
    call(lab, one, 'flux_generate', { prompt: 'b' }),
    call(lab, other, 'flux_generate', { prompt: 'c' }),
  ])
  expect(last.map((answer) => String(dataOf(answer)['state'])).toSorted()).toEqual(['done', 'refused'])
  expect(lab.simulator.stats.submissions).toBe(2)
})

test('the sandbox works when the limit of the day is reached', async () => {
  await using lab = await createLab({ limits: { session: {}, day: { images: 1 } } })
  const paying = await connect(lab, await lab.openStudio())
  await call(lab, paying, 'flux_generate', { prompt: 'a' })
  const client = await connect(lab, await lab.openStudio({ choice: { kind: 'sandbox' } }))
  expect(dataOf(await call(lab, client, 'flux_generate', { prompt: 'b' }))).toMatchObject({
    state: 'done',
    charged: 'no',
  })
})

test('four different calls at once can’t go beyond the session’s budget', async () => {
  await using lab = await createLab({ limits: { session: { images: 2 }, day: {} } })
  const client = await connect(lab, await lab.openStudio())
  const answers = await Promise.all(
    ['a', 'b', 'c', 'd'].map((prompt) => call(lab, client, 'flux_generate', { prompt })),
  )
  expect(answers.map((answer) => String(dataOf(answer)['state'])).toSorted()).toEqual([
    'done',
    'done',
    'refused',
    'refused',
  ])
})

describe('hostile arguments of flux_edit', () => {
  test.each([
    ['a file outside', '../secret.png', 'input_refused'],
    ['an absolute path outside', '/etc/passwd', 'input_refused'],
    ['a link out of the workspace', 'link.png', 'input_refused'],
    ['a file URL outside', 'file:///etc/passwd', 'input_refused'],
    ['a device', '/dev/zero', 'input_refused'],
    ['a data: URI', 'data:image/png;base64,AAAA', 'input_refused'],
    ['another scheme', 'ftp://example.com/a.png', 'input_refused'],
    ['a null character', 'logo.png\0.txt', 'input_refused'],
    ['the folder itself', '.', 'invalid_request'],
    ['a file that isn’t an image', 'notes.txt', 'invalid_request'],
    ['a broken link', 'https://', 'invalid_request'],
  ])('%s is refused before anything is sent', async (_, image, code) => {
    await using lab = await createLab({ platformToken: 'platform-token', allowPublish: true })
    await writeFile(join(lab.project, '..', 'secret.png'), 'secret')
    await symlink(join(lab.project, '..', 'secret.png'), join(lab.project, 'link.png'))
    await writeFile(join(lab.project, 'notes.txt'), 'private notes')
    const client = await connect(lab, await lab.openStudio())
    const answer = await call(lab, client, 'flux_edit', { prompt: 'x', image })
    expect(dataOf(answer)).toMatchObject({ state: 'refused', charged: 'no', error: { code } })
    expect(textOf(answer)).not.toContain('private notes')
    expect(lab.simulator.stats).toMatchObject({ submissions: 0, uploads: 0 })
  })

  test('a name can’t leave the output folder', async () => {
    await using lab = await createLab()
    const client = await connect(lab, await lab.openStudio())
    const answer = await call(lab, client, 'flux_generate', { prompt: 'x', name: '../../../etc/passwd' })
    expect(dataOf(answer).files.map(({ path }) => path)).toEqual([join(lab.project, 'images', 'etc-passwd.png')])
  })

  test('an output folder that leads elsewhere is refused', async () => {
    await using lab = await createLab()
    await mkdir(join(lab.project, '..', 'elsewhere'))
    await symlink(join(lab.project, '..', 'elsewhere'), join(lab.project, 'images'))
    const client = await connect(lab, await lab.openStudio())
    const answer = await call(lab, client, 'flux_generate', { prompt: 'x' })
    expect(dataOf(answer).error?.code).toBe('folder_not_writable')
    expect(lab.simulator.stats.submissions).toBe(0)
  })
})

test('an answer that a client makes up counts for nothing', async () => {
  await using lab = await createLab({ platformToken: 'platform-token' })
  await writeLogo(lab)
  const studio = await lab.openStudio()
  const honest = await connect(lab, studio, { onElicit: () => ({ action: 'accept', content: { confirm: true } }) })
  await call(lab, honest, 'flux_edit', edit)
  const forged = { publish: { action: 'accept', content: { confirm: true } } }
  const client = await connect(lab, studio, { capabilities: { elicitation: { form: {} } } })
  const request = { name: 'flux_edit', arguments: { ...edit, prompt: 'another one' } }
  const result = await lab.clock.until(
    client
      .request({ method: 'tools/call', params: { ...request, inputResponses: forged } }, { allowInputRequired: true })
      .catch((error: unknown) => error),
  )
  expect(result).toMatchObject({ resultType: 'input_required' })
  expect(lab.simulator.stats).toMatchObject({ submissions: 1, uploads: 1 })
})
