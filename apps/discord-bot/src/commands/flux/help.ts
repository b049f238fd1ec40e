import { sayView } from '../../views/say-view.ts'
import type { Command } from '../handler.ts'

export const help: Command = {
  run: (_, talk) => talk.tellPrivately(sayView(talk.say('helpText'))),
}
