import type { MessageView } from '../discord/discord-port.ts'
import { textBlock } from './components.ts'

/** A message with only text. */
export function textView(...lines: readonly (string | undefined)[]): MessageView {
  return { components: [textBlock(lines)] }
}
