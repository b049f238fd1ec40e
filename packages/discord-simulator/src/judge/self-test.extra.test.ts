import { describe, expect, test } from 'vitest'
import { rightRequests, wrongRequests } from './fixtures/requests.ts'
import { createJudge } from './judge.ts'

// Discord's document is not part of the repository: see find-document.ts. Without it these tests fail.
test("Discord's document is there", () => {
  expect(createJudge().status).toBe('judging')
})

describe('by the document', () => {
  test('the list of wrong requests has at least 40', () => {
    expect(wrongRequests.length).toBeGreaterThanOrEqual(40)
  })

  test.each(wrongRequests)('is caught: %s', (_name, judged) => {
    const judge = createJudge()
    judge.request(judged)
    expect(judge.failures.map(({ direction }) => direction)).toEqual(['request'])
  })

  test.each(rightRequests)('passes: %s', (_name, judged) => {
    const judge = createJudge()
    judge.request(judged)
    expect(judge.failures).toEqual([])
    expect(judge.checked).toBe(1)
  })
})
