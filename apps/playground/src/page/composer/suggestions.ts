import type { Choice } from '../discord/control.ts'

/** What is offered above the field for writing. */
export interface Suggestion {
  readonly title: string
  readonly detail: string
  readonly choose: () => void
}

export interface SuggestionList {
  readonly items: readonly Suggestion[]
  /** The one that Enter takes; -1: none. */
  readonly active: number
}

export const noSuggestions: SuggestionList = { items: [], active: -1 }

/** The next one up or down, around the ends. */
export function moved(list: SuggestionList, by: 1 | -1): SuggestionList {
  const { length } = list.items
  if (length === 0) return list
  const from = list.active < 0 && by < 0 ? 0 : list.active
  return { ...list, active: (from + by + length) % length }
}

/** Those of a fixed list that fit what was typed; what was typed in full comes first. */
export function fitting(choices: readonly Choice[], typed: string): readonly Choice[] {
  const query = typed.trim().toLowerCase()
  const exact = choices.filter(({ name }) => name.toLowerCase() === query)
  const others = choices.filter((choice) => !exact.includes(choice) && choice.name.toLowerCase().includes(query))
  return [...exact, ...others]
}
