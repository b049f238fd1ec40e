import { models, suggestSizes } from '@fluxkit/core'
import type { Command, Option } from 'commander'

/** What may follow: names of files or folders, or some words. */
export type Offer = 'file' | 'directory' | readonly string[]

export interface OptionShape {
  readonly short: string | undefined
  readonly long: string
  readonly description: string
  readonly takesValue: boolean
  readonly values: Offer
}

/** One command as completion scripts need it. */
export interface CommandShape {
  readonly name: string
  readonly aliases: readonly string[]
  readonly summary: string
  readonly options: readonly OptionShape[]
  readonly argument: Offer
}

const modelIds = models.map(({ id }) => id)
const editModelIds = models.filter(({ actions }) => actions.includes('edit')).map(({ id }) => id)
const sizes = [...new Set(models.flatMap((model) => suggestSizes(model)))]

/** Reads the definitions of the program, so that completions cannot fall behind. */
export function describeCommands(program: Command): CommandShape[] {
  return program.commands.map((command) => ({
    name: command.name(),
    aliases: command.aliases(),
    summary: command.summary(),
    options: [...command.options.map((option) => optionShape(option, command.name())), helpOption],
    argument: argumentOffer(command),
  }))
}

const helpOption: OptionShape = { short: '-h', long: '--help', description: 'show help', takesValue: false, values: [] }

function optionShape(option: Option, commandName: string): OptionShape {
  return {
    short: option.short,
    long: option.long ?? '',
    description: (option.description.split(/[;(]/)[0] ?? '').trim(),
    takesValue: option.required || option.optional,
    values: optionOffer(option, commandName),
  }
}

function optionOffer(option: Option, commandName: string): Offer {
  if (option.argChoices) return option.argChoices
  switch (option.attributeName()) {
    case 'model':
      return commandName === 'edit' ? editModelIds : modelIds
    case 'size':
      return sizes
    case 'out':
      return 'directory'
    case 'prompts':
      return 'file'
    default:
      return []
  }
}

function argumentOffer(command: Command): Offer {
  const [first] = command.registeredArguments
  if (first?.argChoices) return first.argChoices
  if (first?.name() === 'model') return modelIds
  return first?.name() === 'image' ? 'file' : []
}
