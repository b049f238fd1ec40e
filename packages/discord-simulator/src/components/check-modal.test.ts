import { expect, test } from 'vitest'
import { RestError } from '../requests/errors.ts'
import { errorCodes } from '../testing/error-codes.ts'
import { checkModal } from './check-modal.ts'

const input = { type: 4, custom_id: 'prompt', style: 2 }
const label = (component: unknown, fields: object = {}): unknown => ({
  type: 18,
  label: 'Prompt',
  component,
  ...fields,
})
const modal = (...components: unknown[]): Record<string, unknown> => ({ custom_id: 'm', title: 'Edit', components })

/** The codes of the refusal; none when the modal is accepted. */
function refusal(data: Record<string, unknown>): string[] {
  try {
    checkModal(data)
    return []
  } catch (error) {
    if (error instanceof RestError) return errorCodes(error.body['errors'])
    throw error
  }
}

test.each([
  ['a label with a paragraph', modal(label(input))],
  ['a row of old with a short text', modal({ type: 1, components: [{ ...input, style: 1, label: 'Prompt' }] })],
  ['a text of 4000 filled in', modal(label({ ...input, value: 'a'.repeat(4000), max_length: 4000 }))],
  ['an upload of 0 to 10', modal(label({ type: 19, custom_id: 'f', min_values: 0, max_values: 10, required: false }))],
  [
    'words and a menu',
    modal({ type: 10, content: 'Hello' }, label({ type: 3, custom_id: 's', options: [{ label: 'l', value: 'v' }] })),
  ],
])('is accepted: %s', (_name, data) => {
  expect(refusal(data)).toEqual([])
})

test.each([
  ['no title', { custom_id: 'm', components: [label(input)] }, 'data.title BASE_TYPE_REQUIRED'],
  ['a title of 46', { ...modal(label(input)), title: 't'.repeat(46) }, 'data.title BASE_TYPE_BAD_LENGTH'],
  ['a custom_id of 101', { ...modal(label(input)), custom_id: 'c'.repeat(101) }, 'data.custom_id BASE_TYPE_BAD_LENGTH'],
  ['nothing in it', modal(), 'data.components BASE_TYPE_BAD_LENGTH'],
  [
    'six components',
    modal(...Array.from({ length: 6 }, (_, n) => label({ ...input, custom_id: `i${n}` }))),
    'data.components BASE_TYPE_BAD_LENGTH',
  ],
  [
    'the same custom_id twice',
    modal(label(input), label(input)),
    'data.components.custom_id COMPONENT_CUSTOM_ID_DUPLICATED',
  ],
  [
    'a button',
    modal({ type: 1, components: [{ type: 2, style: 1, label: 'Go', custom_id: 'g' }] }),
    'data.components.0.components.0.type UNION_TYPE_CHOICES',
  ],
  ['a gallery', modal({ type: 12, items: [] }), 'data.components.0.type UNION_TYPE_CHOICES'],
  ['a label of 46', modal(label(input, { label: 'l'.repeat(46) })), 'data.components.0.label BASE_TYPE_BAD_LENGTH'],
  ['a label without a field', modal(label(undefined)), 'data.components.0.component BASE_TYPE_REQUIRED'],
  [
    'a label in a label',
    modal(label({ ...input, label: 'Prompt' })),
    'data.components.0.component.label TEXT_INPUT_LABEL_IN_LABEL',
  ],
  [
    'a text of 4001',
    modal(label({ ...input, value: 'a'.repeat(4001) })),
    'data.components.0.component.value BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a text longer than it allows itself',
    modal(label({ ...input, value: 'abc', max_length: 2 })),
    'data.components.0.component.value BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a placeholder of 101',
    modal(label({ ...input, placeholder: 'p'.repeat(101) })),
    'data.components.0.component.placeholder BASE_TYPE_MAX_LENGTH',
  ],
  [
    'an upload of eleven',
    modal(label({ type: 19, custom_id: 'f', max_values: 11 })),
    'data.components.0.component.max_values NUMBER_TYPE_MAX',
  ],
])('is refused: %s', (_name, data, code) => {
  expect(refusal(data)).toEqual([code])
})
