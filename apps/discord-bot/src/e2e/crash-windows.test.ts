import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDiscordSimulator, type DiscordSimulator, type SimulatedChannel } from '@fluxkit/discord-simulator'
import { createSimulator, type Simulator } from '@fluxkit/simulator'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts'
import type { Store } from '../store/store.ts'
import { ended, startCrashProcess } from '../test/crash-process.ts'
import { createSkipClock, type SkipClock } from '../test/skip-clock.ts'

interface Scene {
  readonly discord: DiscordSimulator
  readonly flux: Simulator
  readonly channel: SimulatedChannel
  /** Discord's. */
  readonly clock: SkipClock
  readonly env: NodeJS.ProcessEnv
  readonly store: () => Store
}

/** Both doubles, and settings for processes of the bot between them. */
async function setScene(): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-window-'))
  const clock = createSkipClock()
  const discord = createDiscordSimulator({ rateLimits: 'off', clock })
  const running = await discord.listen()
  const flux = createSimulator({ durationsMs: () => 300 })
  const { url } = await flux.listen()
  const stores: Store[] = []
  onTestFinished(async () => {
    for (const store of stores) store.close()
    await flux.close()
    await running.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    discord,
    flux,
    clock,
    channel: discord.world.guild('Pixels').channel('general'),
    env: {
      PATH: process.env['PATH'],
      DISCORD_TOKEN: discord.botToken,
      DISCORD_API_BASE: running.apiBase,
      ACEDATACLOUD_API_TOKEN: 'flux-api-token-of-the-test',
      ACEDATACLOUD_API_BASE_URL: url,
      FLUXKIT_DATA_DIR: folder,
      FLUXKIT_PORT: '0',
      FLUXKIT_PRICES: 'flux-dev=0.03',
      FLUXKIT_LEASE_SECONDS: '2',
    },
    store() {
      const store = openSqliteStore(join(folder, 'fluxkit.sqlite'))
      stores.push(store)
      return store
    },
  }
}

/** Processes start slowly on a busy machine. */
const soon = { timeout: 60_000 }

describe('killed where two writes belong together', { timeout: 180_000 }, () => {
  test('between a post and its note, back after Discord has forgotten the nonce: there is one post', async () => {
    const { discord, channel, clock, env, store } = await setScene()
    const anna = discord.world.user('anna')
    discord.world.guild('Pixels').join(anna)
    discord.faults.add({ kind: 'error', code: 50_027, method: 'PATCH', times: 99 })
    const doomed = await startCrashProcess(env, 'before setDelivery')
    await anna.slash(channel, 'flux generate', { prompt: 'a fox' })
    await ended(doomed)
    const posted = channel.messages.filter(({ pictures }) => pictures.length > 0).map(({ id }) => id)
    expect(posted).toHaveLength(1)

    clock.skip(10 * 60_000)
    await startCrashProcess(env, 'none')

    const jobs = store().jobs
    const [row] = await jobs.ledger()
    await expect.poll(async () => (await jobs.get(row?.jobId ?? ''))?.delivery, soon).toBe('delivered')
    expect((await jobs.get(row?.jobId ?? ''))?.messageId).toBe(posted[0])
    expect(channel.messages.filter(({ pictures }) => pictures.length > 0).map(({ id }) => id)).toEqual(posted)
  })

  test('between the first answer and the queue: the answer gets an honest end with the words kept', async () => {
    const { discord, flux, channel, env, store } = await setScene()
    const anna = discord.world.user('anna')
    discord.world.guild('Pixels').join(anna)
    const doomed = await startCrashProcess(env, 'before move queued')
    const reply = await anna.slash(channel, 'flux generate', { prompt: 'a red fox' })
    await ended(doomed)
    expect(reply.message.text).toContain('In the queue')

    await startCrashProcess(env, 'none')
    await expect.poll(() => reply.message.text, soon).toContain('The bot was restarted before it took your order.')

    expect(reply.message.text).toContain('You were not charged.')
    expect(flux.tasks).toEqual([])
    const { jobs } = store()
    const books = async () => (await jobs.ledger()).map(({ kind, units }) => [kind, units])
    await expect.poll(books, soon).toEqual([
      ['reserve', 300],
      ['refund', -300],
    ])
    const modal = await anna.click(reply.message, 'Edit and retry')
    const made = await anna.submitModal(modal, {})
    await expect.poll(() => made.message.pictures.length, soon).toBe(1)
    expect(flux.tasks.map(({ prompt }) => prompt)).toEqual(['a red fox'])
  })

  test('between the job and its first answer: Discord has told so, and nothing is charged', async () => {
    const { discord, flux, channel, env, store } = await setScene()
    const anna = discord.world.user('anna')
    discord.world.guild('Pixels').join(anna)
    const doomed = await startCrashProcess(env, 'after create')
    const reply = await anna.slash(channel, 'flux generate', { prompt: 'a red fox' })
    await ended(doomed)
    expect(reply.state).toBe('failed')

    await startCrashProcess(env, 'none')
    const { jobs } = store()
    await expect.poll(async () => (await jobs.get(reply.interactionId))?.state, soon).toBe('withdrawn')

    expect((await jobs.ledger()).reduce((sum, { units }) => sum + units, 0)).toBe(0)
    expect(flux.tasks).toEqual([])
    expect(channel.messages).toEqual([])
  })
})
