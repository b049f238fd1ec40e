import type { MessageView } from '../discord/discord-port.ts'
import { textBlock } from './components.ts'

/** A message of words alone. */
export function sayView(...lines: readonly (string | undefined)[]): MessageView {
  return { components: [textBlock(lines)] }
}
