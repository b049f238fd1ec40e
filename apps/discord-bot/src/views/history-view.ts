import type { MessageView } from '../discord/discord-port.ts'
import type { Job } from '../model/job.ts'
import { button, row, select, textBlock } from './components.ts'
import type { ViewContext } from './context.ts'
import { plainText, visibleLine } from './plain-text.ts'

export const historyPageSize = 8

/** @param ownerId whose history it is: the custom ids name a person, so that nobody else's clicks count */
export function historyView(
  jobs: readonly Job[],
  page: { readonly ownerId: string; readonly index: number; readonly query: string; readonly hasNext: boolean },
  { t }: ViewContext,
): MessageView {
  const { ownerId, query } = page
  if (jobs.length === 0) {
    const text = query === '' ? t('historyEmpty') : t('historyNothing', { query: plainText(query, 64) })
    return { components: [textBlock([text])] }
  }
  const lines = jobs.map(
    ({ createdMs, request }) => `<t:${Math.round(createdMs / 1000)}:d> ${plainText(request.prompt, 120)}`,
  )
  const options = jobs.map(({ id, request }) => ({ label: visibleLine(request.prompt, 100) || id, value: id }))
  const turn = (index: number, label: string, disabled: boolean): ReturnType<typeof button> =>
    button({ verb: 'historyPage', subject: ownerId, index, ...(query !== '' && { query }) }, label, { disabled })
  return {
    components: [
      textBlock([`**${t('historyTitle')}**`, ...lines]),
      row(select({ verb: 'showJob', subject: ownerId }, t('open'), options)),
      row(
        turn(Math.max(0, page.index - 1), t('previous'), page.index === 0),
        turn(page.index + 1, t('next'), !page.hasNext),
      ),
    ],
  }
}
