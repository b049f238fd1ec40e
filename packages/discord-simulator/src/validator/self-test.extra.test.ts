import { describe, expect, test } from 'vitest'
import { rightRequests, wrongRequests } from './fixtures/requests.ts'
import { createRequestValidator } from './request-validator.ts'

// Discord's document is not part of the repository: see find-document.ts. Without it these tests fail.
test("Discord's document is there", () => {
  expect(createRequestValidator().status).toBe('validating')
})

describe('by the document', () => {
  test('the list of wrong requests has at least 40', () => {
    expect(wrongRequests.length).toBeGreaterThanOrEqual(40)
  })

  test.each(wrongRequests)('is caught: %s', (_name, validated) => {
    const validator = createRequestValidator()
    validator.request(validated)
    expect(validator.failures.map(({ direction }) => direction)).toEqual(['request'])
  })

  test.each(rightRequests)('passes: %s', (_name, validated) => {
    const validator = createRequestValidator()
    validator.request(validated)
    expect(validator.failures).toEqual([])
    expect(validator.checked).toBe(1)
  })
})
