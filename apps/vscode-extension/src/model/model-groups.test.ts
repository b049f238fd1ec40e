import { expect, test } from 'vitest'
import { modelGroups } from './model-groups.ts'

const idsIn = (action: 'generate' | 'edit') =>
  modelGroups(action).map(([group, members]) => [group, members.map(({ id }) => id)])

/** Every other current model, however many there are. */
const usual = expect.arrayContaining(['flux-dev', 'flux-2-klein', 'flux-2-max'])

test('for a new image: recommended models, those made for edits, older ones', () => {
  expect(idsIn('generate')).toEqual([
    ['recommended', usual],
    ['edits', ['flux-kontext-pro', 'flux-kontext-max']],
    ['older', ['flux-pro', 'flux-pro-1.1', 'flux-pro-1.1-ultra']],
  ])
})

test('for an edit: the models made for edits first, and none that cannot edit', () => {
  expect(idsIn('edit')).toEqual([
    ['edits', ['flux-kontext-pro', 'flux-kontext-max']],
    ['others', usual],
    ['older', ['flux-pro']],
  ])
})
