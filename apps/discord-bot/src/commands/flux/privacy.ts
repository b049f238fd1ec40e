import { ComponentType } from 'discord.js'
import { button, row, textBlock } from '../../views/components.ts'
import { textView } from '../../views/text-view.ts'
import { exportFiles } from '../../pipeline/export-files.ts'
import { exportedRecords } from '../../pipeline/exported-records.ts'
import type { Command } from '../../pipeline/handler.ts'

export const privacyPolicy: Command = {
  async run(tools, conversation) {
    const settings = await tools.store.settings.get(conversation.interaction.guildId)
    const days = settings.retentionDays ?? tools.config.FLUXKIT_RETENTION_DAYS
    await conversation.replyPrivately(textView(conversation.t('privacyText', { days })))
  },
}

/** Everything that is kept about a user, as a file; with very much, as several. Acknowledged first. */
export const privacyExport: Command = {
  async run({ store, discord }, conversation) {
    const { interaction, t } = conversation
    await discord.defer(interaction, { ephemeral: true })
    let isFirst = true
    const records = exportedRecords(store, interaction.userId)
    for await (const file of exportFiles(records, interaction.attachmentLimitBytes)) {
      const shown = { type: ComponentType.File, file: { url: `attachment://${file.name}` } } as const
      const view = { components: [...(isFirst ? [textBlock([t('privacyExport')])] : []), shown], files: [file] }
      if (isFirst) await discord.editReply(interaction, view)
      else await discord.followUp(interaction, view, { ephemeral: true })
      isFirst = false
    }
  },
}

export const privacyDelete: Command = {
  async run(_, conversation) {
    const { interaction, t } = conversation
    const erase = button({ verb: 'eraseMe', subject: interaction.userId }, t('privacyDo'), { style: 'danger' })
    await conversation.replyPrivately({ components: [textBlock([t('confirmErase')]), row(erase)] })
  },
}
