import { expect, test } from 'vitest'
import { modelGroups } from './model-groups.ts'

const idsIn = (action: 'generate' | 'edit') =>
  modelGroups(action).map(([group, members]) => [group, members.map(({ id }) => id)])

test('for a new image: recommended models, those made for edits, older ones', () => {
  expect(idsIn('generate')).toEqual([
    ['recommended', ['flux-dev', 'flux-pro', 'flux-2-klein', 'flux-2-flex', 'flux-2-pro', 'flux-2-max']],
    ['edits', ['flux-kontext-pro', 'flux-kontext-max']],
    ['older', ['flux-pro-1.1', 'flux-pro-1.1-ultra']],
  ])
})

test('for an edit: the models made for edits first, and none that cannot edit', () => {
  expect(idsIn('edit')).toEqual([
    ['edits', ['flux-kontext-pro', 'flux-kontext-max']],
    ['others', ['flux-dev', 'flux-pro', 'flux-2-klein', 'flux-2-flex', 'flux-2-pro', 'flux-2-max']],
  ])
})
