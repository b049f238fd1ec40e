import { setImmediate } from 'node:timers/promises'
import { ComponentType } from 'discord.js'
import type { Job } from '../../model/job.ts'
import { button, row, textBlock } from '../../views/components.ts'
import { textView } from '../../views/text-view.ts'
import { exportFiles, type ExportRecord } from '../../pipeline/export-files.ts'
import type { Command } from '../../pipeline/handler.ts'
import type { JobCursor, Store } from '../../store/store.ts'

/** Read at a time: some milliseconds. */
const jobsInTurn = 25

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
    for await (const file of exportFiles(recordsOf(store, interaction.userId), interaction.attachmentLimitBytes)) {
      const shown = { type: ComponentType.File, file: { url: `attachment://${file.name}` } } as const
      const view = { components: [...(isFirst ? [textBlock([t('privacyExport')])] : []), shown], files: [file] }
      if (isFirst) await discord.editReply(interaction, view)
      else await discord.followUp(interaction, view, { ephemeral: true })
      isFirst = false
    }
  },
}

async function* recordsOf({ jobs, drafts, presets }: Store, userId: string): AsyncGenerator<ExportRecord, void> {
  for (const value of await presets.list(userId)) yield { kind: 'presets', value }
  for (const value of await drafts.list(userId)) yield { kind: 'drafts', value }
  for (let from: JobCursor | undefined; ;) {
    const page = await jobs.pageOf(userId, { from, limit: jobsInTurn })
    for (const job of page.jobs) yield { kind: 'jobs', value: exported(job) }
    // Reads are synchronous in the embedded store: others have their turn in between.
    await setImmediate()
    from = page.next
    if (from === undefined) return
  }
}

export const privacyDelete: Command = {
  async run(_, conversation) {
    const { interaction, t } = conversation
    const erase = button({ verb: 'eraseMe', subject: interaction.userId }, t('privacyDo'), { style: 'danger' })
    await conversation.replyPrivately({ components: [textBlock([t('confirmErase')]), row(erase)] })
  },
}

/** Without the interaction's token: it is a secret, and has expired. Also without what only the program needs. */
function exported(job: Job): object {
  const { place, held: _held, notBeforeMs: _before, ...facts } = job
  const { token: _token, tokenUntilMs: _ends, ...where } = place
  return { ...facts, place: where }
}
