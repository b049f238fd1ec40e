import type { MessageView } from '../discord/discord-port.ts'
import type { Job } from '../model/job.ts'
import { button, row, smallPrint, textBlock } from './components.ts'
import type { ViewContext } from './context.ts'
import { plainText } from './plain-text.ts'

const shownPromptLength = 200

/** Is a job that nobody worked on for long, or whose records are from a backup, still wanted? */
export function confirmView(
  { id, place, request }: Pick<Job, 'id' | 'place' | 'request'>,
  options: { readonly mention: boolean; readonly withoutPrompt: boolean },
  { t }: ViewContext,
): MessageView {
  return {
    ...(options.mention && { pingUserId: place.userId }),
    components: [
      textBlock([
        options.mention ? `<@${place.userId}>` : undefined,
        t('stillWanted'),
        options.withoutPrompt ? undefined : `> ${plainText(request.prompt, shownPromptLength)}`,
        smallPrint([t('stillWantedWhy')]),
      ]),
      row(
        button({ verb: 'generate', subject: id }, t('stillWantedYes'), { style: 'primary' }),
        button({ verb: 'discard', subject: id }, t('stillWantedNo')),
      ),
    ],
  }
}
