import { textView } from '../../views/text-view.ts'
import type { Command } from '../../pipeline/handler.ts'

export const help: Command = {
  run: (_, conversation) => conversation.replyPrivately(textView(conversation.t('helpText'))),
}
