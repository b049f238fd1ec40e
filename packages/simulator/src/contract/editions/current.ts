import { unnumbered } from './image-names.ts'
import type { Edition, ModelRules } from './edition.ts'
import type { SizeRule } from './size-rule.ts'

export const currentRatios: SizeRule = {
  kind: 'list',
  sizes: ['21:9', '16:9', '4:3', '3:2', '1:1', '2:3', '3:4', '9:16', '9:21'],
}
const threePixelSizes: SizeRule = { kind: 'list', sizes: ['1024x1024', '1024x1792', '1792x1024'] }

const byRatio: ModelRules = { actions: ['generate', 'edit'], sizes: [currentRatios] }
const byRatioOrPixels: ModelRules = { actions: ['generate', 'edit'], sizes: [threePixelSizes, currentRatios] }

/** The vendor's guide, OpenAPI file and recorded runs of October 2026. */
export const currentEdition: Edition = {
  name: 'current',
  submissions: {
    // flux-pro-1.1 and flux-pro-1.1-ultra were retired on 2026-05-30.
    models: {
      'flux-dev': byRatioOrPixels,
      'flux-pro': byRatioOrPixels,
      'flux-kontext-pro': byRatio,
      'flux-kontext-max': byRatio,
      'flux-2-flex': byRatio,
      'flux-2-pro': byRatio,
      'flux-2-max': byRatio,
      'flux-2-klein': byRatio,
    },
    // The guide's default. The OpenAPI file says flux-2-pro, so a client that leaves it out cannot know.
    defaultModels: { generate: 'flux-dev', edit: 'flux-dev' },
    isSizeRequired: true,
    // A recorded edit sent `count: 1`. Nobody has seen a higher one accepted.
    maxEditCount: 1,
  },
  tasks: {
    defaultAction: 'retrieve',
    unknownId: 'empty-object',
    acceptsEmptyIds: true,
    // Nobody has seen a time window accepted without an account.
    listing: 'by-account',
    // Sibling endpoints of the vendor page their lists like this.
    idsLimit: 12,
  },
  answers: {
    data: 'link',
    hasCost: true,
    hasTaskType: true,
    hasDatabaseId: false,
    isTraceCertain: true,
    imagePath: '/flux/',
    nameImage: unnumbered,
    // The recorded runs have .jpg links for flux-2-pro and .png links for flux-dev and flux-kontext-pro.
    jpegModels: ['flux-2-flex', 'flux-2-pro', 'flux-2-max', 'flux-2-klein'],
  },
}
