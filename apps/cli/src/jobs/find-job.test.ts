import { expect, it } from 'vitest'
import { aJob } from './fakes.ts'
import { findJob } from './find-job.ts'

const first = aJob({ id: '20260101-000000-aaaa', taskId: '226eb763-1' })
const second = aJob({ id: '20260102-000000-bbbb', taskId: '226eb799-2' })

it.each([
  ['20260101-000000-aaaa', first],
  ['226eb799-2', second],
  ['226eb76', first],
  ['20260102', second],
  ['9999', undefined],
  ['226', undefined],
])('finds the job that is meant by %s', (id, expected) => {
  expect(findJob([first, second], id)).toBe(expected)
})

it('asks for more when a beginning fits several', () => {
  expect(() => findJob([first, second], '226eb7')).toThrow('226eb7 is the beginning of several ids.')
})
