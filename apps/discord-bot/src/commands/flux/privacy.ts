import { ComponentType } from 'discord.js'
import type { Job } from '../../model/job.ts'
import { button, row, textBlock } from '../../views/components.ts'
import { textView } from '../../views/text-view.ts'
import type { Command } from '../../pipeline/handler.ts'

export const privacyPolicy: Command = {
  async run(tools, conversation) {
    const settings = await tools.store.settings.get(conversation.interaction.guildId)
    const days = settings.retentionDays ?? tools.config.FLUXKIT_RETENTION_DAYS
    await conversation.replyPrivately(textView(conversation.t('privacyText', { days })))
  },
}

/** Everything that is kept about a person, as a file. */
export const privacyExport: Command = {
  async run({ store, discord }, conversation) {
    const { interaction, t } = conversation
    await discord.defer(interaction, { ephemeral: true })
    const content = {
      jobs: (await store.jobs.everythingOf(interaction.userId)).map(exported),
      drafts: await store.drafts.list(interaction.userId),
      presets: await store.presets.list(interaction.userId),
    }
    const bytes = Buffer.from(JSON.stringify(content, undefined, 2))
    const name = 'fluxkit-export.json'
    const file = { type: ComponentType.File, file: { url: `attachment://${name}` } } as const
    await discord.editReply(interaction, {
      components: [textBlock([t('privacyExport')]), file],
      files: [{ name, bytes }],
    })
  },
}

export const privacyDelete: Command = {
  async run(_, conversation) {
    const { interaction, t } = conversation
    const erase = button({ verb: 'eraseMe', subject: interaction.userId }, t('privacyDo'), { style: 'danger' })
    await conversation.replyPrivately({ components: [textBlock([t('confirmErase')]), row(erase)] })
  },
}

/** Without the interaction's token: it is a secret, and of no use any more. Nor with what only the program needs. */
function exported(job: Job): object {
  const { place, held: _held, notBeforeMs: _before, ...facts } = job
  const { token: _token, tokenUntilMs: _ends, ...where } = place
  return { ...facts, place: where }
}
