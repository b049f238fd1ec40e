import { expect, test } from 'vitest'
import { RestError } from '../requests/errors.ts'
import { FormErrors } from '../requests/form-errors.ts'
import { errorCodes } from '../testing/error-codes.ts'
import { checkEmbeds } from './check-embeds.ts'

function refusal(embeds: unknown): string[] {
  const errors = new FormErrors()
  checkEmbeds(errors, ['embeds'], embeds)
  try {
    errors.throwIfAny()
    return []
  } catch (error) {
    if (error instanceof RestError) return errorCodes(error.body['errors'])
    throw error
  }
}

const field = (name: string, value: string): object => ({ name, value })

test('an embed at its limits is accepted', () => {
  const fields = Array.from({ length: 25 }, () => field('n', 'v'))
  expect(refusal([{ title: 't'.repeat(256), description: 'd'.repeat(4096), color: 0xff_ff_ff, fields }])).toEqual([])
})

test.each([
  ['eleven of them', Array.from({ length: 11 }, () => ({ title: 't' })), 'embeds BASE_TYPE_MAX_LENGTH'],
  ['a title of 257', [{ title: 't'.repeat(257) }], 'embeds.0.title BASE_TYPE_MAX_LENGTH'],
  ['a description of 4097', [{ description: 'd'.repeat(4097) }], 'embeds.0.description BASE_TYPE_MAX_LENGTH'],
  [
    '26 fields',
    [{ fields: Array.from({ length: 26 }, () => field('n', 'v')) }],
    'embeds.0.fields BASE_TYPE_MAX_LENGTH',
  ],
  ['a field without a value', [{ fields: [{ name: 'n' }] }], 'embeds.0.fields.0.value BASE_TYPE_REQUIRED'],
  [
    '6001 characters in all',
    [{ description: 'd'.repeat(4000) }, { description: 'd'.repeat(2001) }],
    'embeds MAX_EMBED_SIZE_EXCEEDED',
  ],
  ['a colour past white', [{ color: 0x1_00_00_00 }], 'embeds.0.color NUMBER_TYPE_MAX'],
  ['a link that is a script', [{ url: 'javascript://a' }], 'embeds.0.url URL_TYPE_INVALID_SCHEME'],
])('is refused: %s', (_name, embeds, code) => {
  expect(refusal(embeds)).toEqual([code])
})
