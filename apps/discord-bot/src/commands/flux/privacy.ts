import { ComponentType } from 'discord.js'
import type { Job } from '../../job/job.ts'
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
    const content = {
      jobs: (await store.jobs.everythingOf(ask.userId)).map(exported),
      drafts: await store.drafts.list(ask.userId),
      presets: await store.presets.list(ask.userId),
    }
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
    await talk.tellPrivately({ components: [textBlock([say('confirmErase')]), row(erase)] })
  },
}

/** Without the interaction's token: it is a secret, and of no use any more. Nor with what only the program needs. */
function exported(job: Job): object {
  const { place, held: _held, notBeforeMs: _before, ...facts } = job
  const { token: _token, tokenUntilMs: _ends, ...where } = place
  return { ...facts, place: where }
}
