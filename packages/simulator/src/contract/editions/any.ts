import { currentEdition, currentRatios } from './current.ts'
import type { Edition, ModelRules } from './edition.ts'
import { readmeEdition } from './readme.ts'

// "Every model accepts ratios", notes the vendor's web app, so this edition believes it of retired models too.
function either(one: ModelRules | undefined, other: ModelRules | undefined): ModelRules {
  return {
    actions: [...new Set([...(one?.actions ?? []), ...(other?.actions ?? [])])],
    sizes: [...(one?.sizes ?? []), ...(other?.sizes ?? []), currentRatios],
  }
}

const readmeModels = readmeEdition.submissions.models
const currentModels = currentEdition.submissions.models

/** Accepts what either edition accepts and fills in what is missing. Its answers hold what both of them hold. */
export const anyEdition: Edition = {
  name: 'any',
  submissions: {
    models: Object.fromEntries(
      Object.keys({ ...readmeModels, ...currentModels }).map((id) => [id, either(readmeModels[id], currentModels[id])]),
    ),
    defaultModels: currentEdition.submissions.defaultModels,
    isSizeRequired: false,
    maxEditCount: currentEdition.submissions.maxEditCount,
  },
  tasks: { ...currentEdition.tasks, unknownId: 'not-found', listing: 'by-account-or-window', idsLimit: Infinity },
  answers: { ...readmeEdition.answers, hasCost: true, hasTaskType: true },
}
