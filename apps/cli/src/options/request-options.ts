import { defaultModelIds, findModel, type LooseFluxRequest, type ModelAction, models } from '@fluxkit/core'
import type { RequestFieldName } from '@fluxkit/core/schemas'
import { type Command, Option } from 'commander'
import type { Cli } from '../cli.ts'
import { sizesText } from '../language/sizes-text.ts'
import { english, type Texts } from '../language/translator.ts'
import { readCount } from './shared-options.ts'
import { collectField } from './field-option.ts'

/** How a field of core's table is given on the command line, or why it isn't. */
type Place =
  | { readonly option: (action: ModelAction, texts: Texts) => Option; readonly only?: ModelAction }
  | { readonly argument: string }
  | { readonly reason: string }

/** Every field of a request. A field that core adds does not compile until it stands here, too. */
export const placements: Readonly<Record<RequestFieldName, Place>> = {
  prompt: { argument: 'prompt' },
  imageUrl: { argument: 'image' },
  model: {
    option: (action, { t }) => {
      const choice = { models: modelsFor(action).join(', '), model: defaultModelIds[action] }
      return new Option('-m, --model <model>', t('option.model', choice))
    },
  },
  size: { option: (action, texts) => new Option('-s, --size <size>', sizeHelp(action, texts)) },
  count: {
    option: (_action, { t }) => new Option('-n, --count <n>', t('option.count')).argParser(readCount('--count')),
    only: 'generate',
  },
  extra: {
    option: (_action, { t }) => new Option('--field <name=value>', t('option.field')).argParser(collectField),
  },
  unchecked: {
    option: (_action, { t }) => new Option('--unchecked', t('option.unchecked')),
  },
  allowUnknownModel: { option: () => new Option('--any-model', 'the older name of --unchecked').hideHelp() },
  imageSize: { reason: 'Read from the image itself.' },
  callbackUrl: { reason: 'The program polls: it has no address that the service could call.' },
}

/** Adds the options for the fields of a request, in the order of the table. */
export function addRequestOptions(command: Command, { texts }: Pick<Cli, 'texts'>, action: ModelAction): Command {
  for (const [, option] of optionsFor(action, texts)) command.addOption(option)
  return command
}

type RequestFor<Action extends ModelAction> = Extract<LooseFluxRequest, { readonly action: Action }>

/**
 * The request that the options of a command describe, unchecked as yet.
 * @param fixed the fields that are arguments, or read elsewhere
 */
export function readRequest<Action extends ModelAction>(
  action: Action,
  fixed: Omit<RequestFor<Action>, 'action'>,
  options: object,
): RequestFor<Action> {
  const values = options as Readonly<Record<string, unknown>>
  const given = optionsFor(action).flatMap(([field, option]) => {
    const value = values[option.attributeName()]
    return value === undefined ? [] : [[field, value] as const]
  })
  // Models are listed, sizes learned and jobs compared by what was sent: the request contains the default.
  return { action, model: defaultModelIds[action], ...Object.fromEntries(given), ...fixed } as never
}

function optionsFor(action: ModelAction, texts: Texts = english): (readonly [field: string, option: Option])[] {
  return Object.entries(placements).flatMap(([field, place]) => {
    if (!('option' in place) || (place.only ?? action) !== action) return []
    return [[field, place.option(action, texts)] as const]
  })
}

/** Current models first, as everywhere. */
function modelsFor(action: ModelAction): string[] {
  return models.filter(({ actions }) => actions.includes(action)).map(({ id }) => id)
}

function sizeHelp(action: ModelAction, texts: Texts): string {
  const id = defaultModelIds[action]
  const model = findModel(id)
  const facts = { model: id, sizes: model === undefined ? '' : sizesText(model, texts, action) }
  const { t } = texts
  return action === 'edit'
    ? t('option.editSize', facts)
    : t('option.size', { ...facts, size: model?.defaultSize ?? '' })
}
