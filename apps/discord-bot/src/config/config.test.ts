import { describe, expect, test } from 'vitest'
import { readConfig, type Config } from './config.ts'
import { describeConfig, secretsOf } from './describe-config.ts'

const tokens = { DISCORD_TOKEN: 'discord-secret', ACEDATACLOUD_API_TOKEN: 'flux-secret' }

function configOf(env: Record<string, string>): Config {
  const result = readConfig({ ...tokens, ...env })
  if (!result.ok) throw new Error(result.faults.join('\n'))
  return result.config
}

describe('settings', () => {
  test('two tokens are enough', () => {
    expect(configOf({})).toMatchObject({
      DISCORD_API_BASE: 'https://discord.com/api',
      FLUXKIT_DATA_DIR: 'data',
      FLUXKIT_PORT: 8080,
      FLUXKIT_RETENTION_DAYS: 30,
      FLUXKIT_PRICES: {},
    })
  })

  test.each(['web', 'worker'])('a process that is only %s shares PostgreSQL with others', (role) => {
    expect(readConfig({ ...tokens, FLUXKIT_ROLE: role })).toEqual({
      ok: false,
      faults: [
        `FLUXKIT_ROLE: ${role} needs PostgreSQL, which the other processes share: set DATABASE_URL, or leave FLUXKIT_ROLE at all`,
      ],
    })
    expect(configOf({ FLUXKIT_ROLE: role, DATABASE_URL: 'postgres://bot@localhost/bot' }).FLUXKIT_ROLE).toBe(role)
    expect(readConfig({ ...tokens, FLUXKIT_ROLE: `${role}s` })).toEqual({
      ok: false,
      faults: ['FLUXKIT_ROLE: must be all, web or worker'],
    })
  })

  test('all faults are listed at once, without the values', () => {
    const result = readConfig({
      DISCORD_TOKEN: '',
      FLUXKIT_PORT: '99999',
      FLUXKIT_PRICES: 'secret-thing',
      FLUXKIT_PROT: '1',
    })

    expect(result).toEqual({
      ok: false,
      faults: [
        'DISCORD_TOKEN: is empty: the bot token from https://discord.com/developers/applications',
        'ACEDATACLOUD_API_TOKEN: is missing: a token from https://platform.acedata.cloud/console/applications',
        'FLUXKIT_PORT: must be a port',
        'FLUXKIT_PRICES: must read like flux-dev=0.03,flux-2-max=0.12',
        'FLUXKIT_PROT: there is no such setting',
      ],
    })
  })

  test('a setting that does not exist is a separate fault: it was meant to do something', () => {
    const given = { DISCORD_TOKEN: 'd', ACEDATACLOUD_API_TOKEN: 'f', FLUXKIT_RETENTION: '3' }

    expect(readConfig(given)).toEqual({ ok: false, faults: ['FLUXKIT_RETENTION: there is no such setting'] })
  })

  test('a bucket needs its keys, and a place that is neither a folder nor a bucket is refused', () => {
    expect(readConfig({ ...tokens, FLUXKIT_IMAGES: 's3://images' })).toEqual({
      ok: false,
      faults: [
        'FLUXKIT_S3_ACCESS_KEY_ID: is missing: FLUXKIT_IMAGES names a bucket',
        'FLUXKIT_S3_SECRET_ACCESS_KEY: is missing: FLUXKIT_IMAGES names a bucket',
      ],
    })
    expect(readConfig({ ...tokens, FLUXKIT_IMAGES: 'gs://images' })).toEqual({
      ok: false,
      faults: ['FLUXKIT_IMAGES: must be a folder, or a bucket such as s3://bucket/prefix'],
    })
  })

  test('the keys of a bucket are in no description and in no log', () => {
    const config = configOf({
      FLUXKIT_IMAGES: 's3://images/bot',
      FLUXKIT_S3_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      FLUXKIT_S3_SECRET_ACCESS_KEY: 'the-secret-key',
    })

    expect(JSON.stringify(describeConfig(config))).not.toMatch(/AKIDEXAMPLE|the-secret-key/)
    expect(describeConfig(config)).toMatchObject({ FLUXKIT_IMAGES: 's3://images/bot' })
    expect(secretsOf(config)).toEqual(expect.arrayContaining(['AKIDEXAMPLE', 'the-secret-key']))
  })

  test('an empty optional setting counts as absent', () => {
    expect(configOf({ FLUXKIT_PUBLIC_URL: '' }).FLUXKIT_PUBLIC_URL).toBeUndefined()
  })

  test('prices are read into units of a hundredth of a cent', () => {
    expect(configOf({ FLUXKIT_PRICES: 'flux-dev=0.03, flux-2-max=1' }).FLUXKIT_PRICES).toEqual({
      'flux-dev': 300,
      'flux-2-max': 10_000,
    })
  })

  test('the summary shows no secret and no credentials of a URL', () => {
    const summary = JSON.stringify(
      describeConfig(configOf({ ACEDATACLOUD_API_BASE_URL: 'https://me:hidden@api.test' })),
    )

    expect(summary).not.toMatch(/discord-secret|flux-secret|hidden/)
    expect(summary).toContain('https://api.test')
  })

  test.each([
    'postgres://me:hidden-word@db.test:5432/bot',
    'postgresql://me@db.test:5432/bot?password=hidden-word',
    'postgres://me:hidden-word%21@db.test:5432/bot?sslmode=require',
  ])(
    'the summary shows where the database is and not how to get in, and the password is a secret of the log',
    (url) => {
      const config = configOf({ DATABASE_URL: url, DATABASE_LISTEN_URL: url })

      expect(JSON.stringify(describeConfig(config))).not.toContain('hidden')
      expect(JSON.stringify(describeConfig(config))).toContain('db.test:5432/bot')
      expect(secretsOf(config).join(' ')).toContain('hidden-word')
    },
  )

  test.each(['localhost:5432/bot', 'mysql://db.test/bot', 'https://db.test/bot'])(
    'a database that isn’t one of PostgreSQL is a fault: %s',
    (url) => {
      const result = readConfig({ ...tokens, DATABASE_URL: url })

      expect(result).toEqual({
        ok: false,
        faults: ['DATABASE_URL: must be a URL such as postgres://user:password@host:5432/database'],
      })
    },
  )
})

test.each([
  ['absent, so that only the owner may spend', '', undefined],
  ['everybody', ' * ', '*'],
  ['a list', '123456789012345678, 234567890123456789', new Set(['123456789012345678', '234567890123456789'])],
])('servers and users can be %s', (_, text, expected) => {
  const read = readConfig({ ...tokens, FLUXKIT_GUILDS: text, FLUXKIT_USERS: text })

  expect(read).toMatchObject({ ok: true })
  expect(read.ok && [read.config.FLUXKIT_GUILDS, read.config.FLUXKIT_USERS]).toEqual([expected, expected])
})

test.each(['Pixels', '*,123456789012345678', '<#123456789012345678>'])('%j is not a list of servers', (text) => {
  expect(readConfig({ ...tokens, FLUXKIT_GUILDS: text })).toEqual({
    ok: false,
    faults: ['FLUXKIT_GUILDS: must be * or a list of ids such as 123456789012345678,234567890123456789'],
  })
})

test('limits of images a day are numbers or none, and hold unless they are set', () => {
  const limitsOf = (env: Record<string, string>) => {
    const read = readConfig({ ...tokens, ...env })
    if (!read.ok) return read.faults
    const { FLUXKIT_MEMBER_IMAGES_PER_DAY, FLUXKIT_GUILD_IMAGES_PER_DAY, FLUXKIT_PRIVATE_IMAGES_PER_DAY } = read.config
    return [FLUXKIT_MEMBER_IMAGES_PER_DAY, FLUXKIT_GUILD_IMAGES_PER_DAY, FLUXKIT_PRIVATE_IMAGES_PER_DAY]
  }

  expect(limitsOf({})).toEqual([20, 200, 10])
  expect(limitsOf({ FLUXKIT_MEMBER_IMAGES_PER_DAY: 'none', FLUXKIT_GUILD_IMAGES_PER_DAY: '0' })).toEqual([
    undefined,
    0,
    10,
  ])
  expect(limitsOf({ FLUXKIT_MEMBER_IMAGES_PER_DAY: '-1' })).toEqual([
    'FLUXKIT_MEMBER_IMAGES_PER_DAY: must be a whole number, or none',
  ])
})

test('variables of other programs of Fluxkit are left alone, misspelt ones are reported', () => {
  const others = { FLUXKIT_OUT: 'art', FLUXKIT_VERBOSE: '1', FLUXKIT_SANDBOX_SPEED: '5', FLUXKIT_SERVER_TOKEN: 'x' }

  expect(readConfig({ ...tokens, ...others }).ok).toBe(true)
  expect(readConfig({ ...tokens, ...others, FLUXKIT_POTR: '1' })).toEqual({
    ok: false,
    faults: ['FLUXKIT_POTR: there is no such setting'],
  })
})
