import {
  defaultModelIds,
  describeSizes,
  findModel,
  type LooseFluxRequest,
  type ModelAction,
  models,
} from '@fluxkit/core'
import type { RequestFieldName } from '@fluxkit/core/schemas'
import { type Command, Option } from 'commander'
import { readCount } from '../shared-options.ts'
import { collectField } from './field-option.ts'

/** How a field of core's table is given on the command line, or why it isn't. */
type Place =
  | { readonly option: (action: ModelAction) => Option; readonly only?: ModelAction }
  | { readonly argument: string }
  | { readonly reason: string }

/** Every field of a request. A field that core adds does not compile until it stands here, too. */
export const placements: Readonly<Record<RequestFieldName, Place>> = {
  prompt: { argument: 'prompt' },
  imageUrl: { argument: 'image' },
  model: {
    option: (action) =>
      new Option('-m, --model <model>', `one of ${modelsFor(action).join(', ')} (default: ${defaultModelIds[action]})`),
  },
  size: { option: (action) => new Option('-s, --size <size>', sizeHelp(action)) },
  count: {
    option: () => new Option('-n, --count <n>', 'number of images (default: 1)').argParser(readCount),
    only: 'generate',
  },
  extra: {
    option: () =>
      new Option(
        '--field <name=value>',
        'a field that Fluxkit does not know, sent as it is; the value is JSON, or text (can be repeated)',
      ).argParser(collectField),
  },
  unchecked: {
    option: () =>
      new Option('--unchecked', 'send model and size without checking them; the service may refuse what it gets'),
  },
  allowUnknownModel: { option: () => new Option('--any-model', 'the older name of --unchecked').hideHelp() },
  imageSize: { reason: 'Read from the image itself.' },
  callbackUrl: { reason: 'The program polls: it has no address that the service could call.' },
}

/** Adds the options for the fields of a request, in the order of the table. */
export function addRequestOptions(command: Command, action: ModelAction): Command {
  for (const [, option] of optionsFor(action)) command.addOption(option)
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
  // Models are listed, sizes learned and jobs compared by what was sent: the default stands in the request.
  return { action, model: defaultModelIds[action], ...Object.fromEntries(given), ...fixed } as never
}

function optionsFor(action: ModelAction): (readonly [field: string, option: Option])[] {
  return Object.entries(placements).flatMap(([field, place]) => {
    if (!('option' in place) || (place.only ?? action) !== action) return []
    return [[field, place.option(action)] as const]
  })
}

/** Current models first, as everywhere. */
function modelsFor(action: ModelAction): string[] {
  return models.filter(({ actions }) => actions.includes(action)).map(({ id }) => id)
}

function sizeHelp(action: ModelAction): string {
  const id = defaultModelIds[action]
  const model = findModel(id)
  const usual = action === 'edit' ? 'the shape of the image' : (model?.defaultSize ?? '')
  const takes = model === undefined ? '' : `; ${id} takes ${describeSizes(model, { action })}`
  return `pixels such as 1024x768, or a ratio such as 16:9${takes}; other models: see \`sizes\` (default: ${usual})`
}
