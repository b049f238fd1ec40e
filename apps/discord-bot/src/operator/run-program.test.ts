import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDiscordSimulator } from '@fluxkit/discord-simulator'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startMs } from '../test/builders.ts'
import { openTestStore } from '../test/open-test-store.ts'
import { facts, putJob } from '../test/put-job.ts'
import { runProgram } from './run-program.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fluxkit-operator-'))
  mkdirSync(join(folder, 'data', 'images'), { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  let [out, err] = ['', '']
  const code = await runProgram({
    env: { FLUXKIT_DATA_DIR: join(folder, 'data'), ...env },
    args,
    out: (text) => (out += text),
    err: (text) => (err += text),
    now: () => startMs,
    runBot: () => Promise.reject(new Error('the bot was started')),
  })
  return { code, out, err }
}

const database = (): string => join(folder, 'data', 'fluxkit.sqlite')

/** A bot that has run once, with a job and an image. */
async function oldBot(jobId = '1', changes = {}): Promise<void> {
  const store = await openTestStore({ path: database() })
  await store.begin(startMs)
  await store.close()
  await work(jobId, changes)
}

/** What happens before its next start. */
async function work(jobId: string, changes = {}): Promise<void> {
  const store = await openTestStore({ path: database() })
  await putJob(store, { id: jobId }, changes)
  await store.close()
  writeFileSync(join(folder, 'data', 'images', `${jobId}.png`), 'image')
}

async function jobsThere(): Promise<{ readonly ids: readonly string[]; readonly isRestored: boolean }> {
  const store = await openTestStore({ path: database() })
  const ids: string[] = []
  for (const id of ['1', '2']) if (await store.jobs.get(id)) ids.push(id)
  const isRestored = (await store.begin(startMs)).restoredAtMs !== undefined
  await store.close()
  return { ids, isRestored }
}

describe('backup and restore', () => {
  test('bring database and images back, keep what was there, and let the next start know', async () => {
    await oldBot('1')
    const saved = join(folder, 'saved')
    expect(await run(['backup', saved])).toEqual({
      code: 0,
      out: `Saved to ${saved}. Bring it back with: npm run bot -- restore ${saved}\n`,
      err: '',
    })
    await work('2')

    const { code, out } = await run(['restore', saved])

    expect([code, out]).toEqual([
      0,
      `What was there is kept as ${database()}.before-restore-${startMs}.\nRestored. At its next start the bot asks before it submits what was waiting in the backup.\n`,
    ])
    expect(await jobsThere()).toEqual({ ids: ['1'], isRestored: true })
    expect(readdirSync(join(folder, 'data', 'images')).toSorted()).toEqual(['1.png', '2.png'])
  })

  test('a backup that is made while the bot runs holds one moment of it', async () => {
    await oldBot('1')
    const store = await openTestStore({ path: database() })
    await putJob(store, { id: '2' })
    expect((await run(['backup', join(folder, 'saved')])).code).toBe(0)
    await store.close()
    rmSync(join(folder, 'data'), { recursive: true })

    expect((await run(['restore', join(folder, 'saved')])).code).toBe(0)
    expect((await jobsThere()).ids).toEqual(['1', '2'])
  })

  test('an existing folder is not written over, and nothing unfinished is left', async () => {
    await oldBot()
    const saved = join(folder, 'saved')
    mkdirSync(saved)
    expect(await run(['backup', saved])).toEqual({
      code: 1,
      out: '',
      err: `${saved} exists already. Name a new folder.\n`,
    })
    expect(readdirSync(folder).toSorted()).toEqual(['data', 'saved'])
  })

  test('without a database there is nothing to back up', async () => {
    expect((await run(['backup'])).err).toBe(`There is no database at ${database()}. See FLUXKIT_DATA_DIR.\n`)
  })

  test('of data in PostgreSQL is left to its own tools', async () => {
    const { code, err } = await run(['backup'], { DATABASE_URL: 'postgres://me:secret-word@db.test/bot' })
    expect([code, err]).toEqual([
      1,
      'DATABASE_URL is set, so the data is in PostgreSQL: use pg_dump and pg_restore, and copy the images.\n',
    ])
  })

  test('a restore while the bot runs changes nothing', async () => {
    await oldBot('1')
    await run(['backup', join(folder, 'saved')])
    await work('2')
    const store = await openTestStore({ path: database() })

    expect(await run(['restore', join(folder, 'saved')])).toEqual({
      code: 1,
      out: '',
      err: `${database()} is in use. Stop the bot first.\n`,
    })
    await store.close()
    expect(await jobsThere()).toEqual({ ids: ['1', '2'], isRestored: false })
  })

  test.each([
    ['nothing', undefined, 'it has no fluxkit.sqlite'],
    ['something else', 'not a database', 'can’t be used'],
  ])('a folder with %s in it is refused, and the data stays', async (_, content, part) => {
    await oldBot('1')
    const saved = join(folder, 'saved')
    mkdirSync(saved)
    if (content !== undefined) writeFileSync(join(saved, 'fluxkit.sqlite'), content)

    const { code, err } = await run(['restore', saved])

    expect(code).toBe(1)
    expect(err).toContain(part)
    expect((await jobsThere()).ids).toEqual(['1'])
  })
})

describe('use-images', () => {
  const image = `55/${'5'.repeat(64)}.png`

  test('copies the images to the new place, which the bot uses from then on', async () => {
    await oldBot()
    const [from, to] = [join(folder, 'data', 'images'), join(folder, 'shared')]
    mkdirSync(join(from, '55'))
    writeFileSync(join(from, image), 'an image')

    const ran = await run(['use-images', from], { FLUXKIT_IMAGES: to })

    expect(ran).toEqual({
      code: 0,
      out: `Copied 1 images from ${from}, which keeps its own and isn’t used any more.\nThe bot keeps its images in ${to} now.\n`,
      err: '',
    })
    expect(readFileSync(join(to, image), 'utf8')).toBe('an image')
    expect(readdirSync(to).filter((name) => /^bot-.+\.txt$/.test(name))).toHaveLength(1)
  })

  test.each([
    ['gs://images', 'gs://images isn’t a bucket. Write s3://bucket/prefix, or the path of a folder.'],
    ['s3://images', 'FLUXKIT_S3_ACCESS_KEY_ID'],
  ])('from %s says what is wrong', async (from, message) => {
    await oldBot()
    const { code, err } = await run(['use-images', from])
    expect(code).toBe(1)
    expect(err).toContain(message)
  })
})

test('a backup that is put back takes the images there along, also those of another bot', async () => {
  await oldBot('1')
  const images = join(folder, 'data', 'images')
  await run(['use-images'])
  await run(['backup', join(folder, 'saved')])
  rmSync(database())
  for (const name of readdirSync(images)) rmSync(join(images, name), { recursive: true })
  await oldBot('2')
  await run(['use-images'])

  expect((await run(['restore', join(folder, 'saved')])).code).toBe(0)

  expect(readdirSync(images).filter((name) => /^bot-.+\.txt$/.test(name))).toHaveLength(1)
  expect((await run(['use-images'])).code).toBe(0)
})

describe('adopt', () => {
  test('gives a job whose submission was lost its task', async () => {
    await oldBot('1', facts.lost())
    expect(await run(['adopt', '1', 'task-7'])).toEqual({
      code: 0,
      out: 'Job 1 has task task-7 now. The bot delivers it as soon as it runs.\n',
      err: '',
    })
    const store = await openTestStore({ path: database() })
    expect(await store.durable.read('1')).toMatchObject({ job: { task: { id: 'task-7', via: 'person' } } })
    await store.close()
  })

  test.each([
    [['adopt', '9', 'task-7'], 'There is no such job.'],
    [['adopt', '1', 'task-7'], 'The job has another task already. Nothing was changed.'],
    [['adopt', '1'], 'Name the job (the reference in its message) and the task: adopt JOB TASK'],
  ])('%j: %s', async (args, message) => {
    await oldBot('1', facts.accepted('task-1'))
    expect(await run(args)).toEqual({ code: 1, out: '', err: `${message}\n` })
  })
})

test('deploy-commands lists changes in a dry run, registers them once, and then finds nothing to change', async () => {
  const discord = createDiscordSimulator()
  const running = await discord.listen()
  writeFileSync(join(folder, 'settings.env'), `DISCORD_API_BASE=${running.apiBase}\n`)
  writeFileSync(join(folder, 'token'), `${discord.botToken}\n`)
  const env = { DISCORD_TOKEN_FILE: join(folder, 'token'), FLUXKIT_CONFIG_FILE: join(folder, 'settings.env') }

  expect(await run(['deploy-commands', '--dry-run'], env)).toEqual({
    code: 0,
    out: '+ flux\n+ flux-admin\n+ Edit with Flux\nNothing was registered (dry run).\n',
    err: '',
  })
  expect((await run(['deploy-commands'], env)).out).toContain('Registered.')
  expect((await run(['deploy-commands'], env)).out).toBe('Nothing has changed.\n')
  expect(await run(['deploy-commands'], { ...env, DISCORD_TOKEN: 'x' })).toMatchObject({ code: 2 })
  await running.close()
})

describe('the program', () => {
  test('needs the tokens to run the bot, and lists every fault at once', async () => {
    expect(await run([], { FLUXKIT_PORT: 'x' })).toEqual({
      code: 2,
      out: '',
      err: [
        'The bot cannot start:',
        '- DISCORD_TOKEN: is missing: the bot token from https://discord.com/developers/applications',
        '- ACEDATACLOUD_API_TOKEN: is missing: a token from https://platform.acedata.cloud/console/applications',
        '- FLUXKIT_PORT: must be a port',
        '',
      ].join('\n'),
    })
  })

  test('starts the bot when no command is named', async () => {
    const tokens = { DISCORD_TOKEN: 'a', ACEDATACLOUD_API_TOKEN: 'b' }
    expect((await run([], tokens)).err).toBe('the bot was started\n')
    expect((await run(['start'], tokens)).err).toBe('the bot was started\n')
  })

  test('shows its commands when it is asked for help, and when it doesn’t know one', async () => {
    const help = await run(['--help'])
    expect(help.code).toBe(0)
    const names = [
      'start',
      'deploy-commands',
      'set-endpoint',
      'remove-endpoint',
      'backup',
      'restore',
      'migrate',
      'use-images',
      'adopt',
    ]
    for (const command of names) expect(help.out).toContain(command)
    expect(await run(['back-up'])).toEqual({ code: 2, out: '', err: `"back-up" isn’t a command.\n${help.out}` })
  })

  test('names a settings file that can’t be read', async () => {
    expect((await run(['backup'], { FLUXKIT_CONFIG_FILE: '/nowhere/settings.env' })).err).toBe(
      'The bot cannot start:\n- FLUXKIT_CONFIG_FILE: /nowhere/settings.env can’t be read (ENOENT)\n',
    )
    expect(existsSync(join(folder, 'backups'))).toBe(false)
  })
})
