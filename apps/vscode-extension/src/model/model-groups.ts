import { type FluxModel, type ModelAction, models } from '@fluxkit/core'

export type ModelGroup = 'recommended' | 'edits' | 'others' | 'older'

/** The models that can do it, by what they are for; the ones to choose first come first. */
export function modelGroups(action: ModelAction): readonly (readonly [ModelGroup, readonly FluxModel[]])[] {
  const able = models.filter((model) => model.actions.includes(action))
  const wanted: readonly ModelGroup[] =
    action === 'edit' ? ['edits', 'others', 'older'] : ['recommended', 'edits', 'older']
  return wanted.flatMap((group) => {
    const members = able.filter((model) => groupOf(model, action) === group)
    return members.length === 0 ? [] : [[group, members] as const]
  })
}

function groupOf({ id, isCurrent }: FluxModel, action: ModelAction): ModelGroup {
  // The service still lists the first pro model beside its successors.
  if (!isCurrent || id === 'flux-pro') return 'older'
  if (id.startsWith('flux-kontext')) return 'edits'
  return action === 'edit' ? 'others' : 'recommended'
}
