import type { BotInteraction } from '../discord/bot-interaction.ts'

type Options = Pick<BotInteraction, 'options'>

export function textOption({ options }: Options, name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

export function numberOption({ options }: Options, name: string): number | undefined {
  const value = options[name]
  return typeof value === 'number' ? value : undefined
}

export function flagOption({ options }: Options, name: string): boolean | undefined {
  const value = options[name]
  return typeof value === 'boolean' ? value : undefined
}
