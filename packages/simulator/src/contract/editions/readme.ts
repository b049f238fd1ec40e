import { numbered } from './image-names.ts'
import type { Edition, ModelRules } from './edition.ts'
import type { SizeRule } from './size-rule.ts'

const upTo1440: SizeRule = { kind: 'pixels', min: 256, max: 1440, step: 32 }
// The vendor states no maximum. 4096 keeps one drawing at 16 megapixels.
const from64: SizeRule = { kind: 'pixels', min: 64, max: 4096, step: 32 }
const ratios: SizeRule = {
  kind: 'list',
  sizes: ['1:1', '16:9', '21:9', '3:2', '2:3', '4:5', '5:4', '3:4', '4:3', '9:16', '9:21'],
}

function generates(sizes: SizeRule): ModelRules {
  return { actions: ['generate'], sizes: [sizes] }
}

function generatesAndEdits(sizes: SizeRule): ModelRules {
  return { actions: ['generate', 'edit'], sizes: [sizes] }
}

/** The vendor's README of March 2026. */
export const readmeEdition: Edition = {
  name: 'readme',
  submissions: {
    models: {
      'flux-dev': generates(upTo1440),
      // Only its price list names this one.
      'flux-pro': generates(upTo1440),
      'flux-pro-1.1': generates(upTo1440),
      'flux-pro-1.1-ultra': generates(ratios),
      'flux-kontext-pro': generatesAndEdits(ratios),
      'flux-kontext-max': generatesAndEdits(ratios),
      'flux-2-flex': generates(from64),
      'flux-2-pro': generates(from64),
      'flux-2-max': generates(from64),
    },
    defaultModels: { generate: 'flux-dev' },
    isSizeRequired: false,
    maxEditCount: 0,
  },
  tasks: {
    defaultAction: undefined,
    unknownId: 'not-found',
    acceptsEmptyIds: false,
    listing: 'none',
    idsLimit: Infinity,
  },
  answers: {
    data: 'everything',
    hasCost: false,
    hasTaskType: false,
    hasDatabaseId: true,
    isTraceCertain: false,
    imagePath: '/sandbox-images/',
    nameImage: numbered,
    jpegModels: [],
  },
}
