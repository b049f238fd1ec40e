import type { Ask } from '../../discord/ask.ts'
import type { HandlerTools } from '../../pipeline/handler-tools.ts'
import type { Preset } from '../../store/store.ts'
import { textOption } from '../read-options.ts'

/** The preset that the option names, if the person has it. */
export async function findPreset({ store }: HandlerTools, ask: Ask): Promise<Preset | undefined> {
  const name = textOption(ask, 'preset')
  return name === undefined ? undefined : (await store.presets.list(ask.userId)).find((preset) => preset.name === name)
}
