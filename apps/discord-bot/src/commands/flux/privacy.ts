import { ComponentType } from 'discord.js'
import type { Job } from '../../jobs/job.ts'
import { settingsOf } from '../../pipeline/place-order.ts'
import { button, row, textBlock } from '../../views/components.ts'
import { sayView } from '../../views/say-view.ts'
import type { Command } from '../handler.ts'

export const privacyPolicy: Command = {
  async run(tools, talk) {
    const settings = await settingsOf(tools, talk.ask.guildId)
    const days = settings.retentionDays ?? tools.config.FLUXKIT_RETENTION_DAYS
    await talk.tellPrivately(sayView(talk.say('privacyText', { days })))
  },
}

/** Everything that is kept about a person, as a file. */
export const privacyExport: Command = {
  async run({ store, discord }, talk) {
    const { ask, say } = talk
    await discord.defer(ask, { ephemeral: true })
    const finished = await store.jobs.history(ask.userId, { limit: 10_000 })
    const all = [...(await store.jobs.activeOf(ask.userId)), ...finished]
    const content = { jobs: all.map(exported), presets: await store.presets.list(ask.userId) }
    const bytes = Buffer.from(JSON.stringify(content, undefined, 2))
    const name = 'fluxkit-export.json'
    const file = { type: ComponentType.File, file: { url: `attachment://${name}` } } as const
    await discord.editReply(ask, { components: [textBlock([say('privacyExport')]), file], files: [{ name, bytes }] })
  },
}

export const privacyDelete: Command = {
  async run(_, talk) {
    const { ask, say } = talk
    const erase = button({ verb: 'eraseMe', subject: ask.userId }, say('privacyDo'), { style: 'danger' })
    await talk.tellPrivately({ components: [textBlock([say('privacyAsk')]), row(erase)] })
  },
}

/** Without the interaction's token: it is a secret, and of no use any more. */
function exported({ id, request, place, state, createdMs, finishedMs, costUnits, pictures }: Job): object {
  const { guildId, channelId } = place
  return { id, request, guildId, channelId, state, createdMs, finishedMs, costUnits, pictures }
}
