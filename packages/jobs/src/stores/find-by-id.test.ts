import { describe, expect, test } from 'vitest'
import { aJob } from '../testing/store-suite/a-job.ts'
import { findById } from './find-by-id.ts'
import type { Listed } from './job-store.ts'

const first: Listed = { job: aJob({ id: 'abcd-1', task: { id: 'task-9', via: 'answer' } }), held: false }
const second: Listed = { job: aJob({ id: 'abcd-12' }), held: false }
const broken: Listed = { damaged: 'The text isn’t JSON.', id: 'wxyz-3' }
const nameless: Listed = { damaged: 'The text isn’t JSON.' }
const entries = [first, second, broken, nameless]

describe('of the records that are listed', () => {
  test.each<[string, string, Listed[]]>([
    ['a whole id means one, though another one begins with it', 'abcd-1', [first]],
    ['the id of a task means its job', 'task-9', [first]],
    ['the beginning of a task’s id means its job', 'task', [first]],
    ['a beginning that two have means both', 'abcd', [first, second]],
    ['the beginning of its id means a damaged one', 'wxyz', [broken]],
    ['three characters mean none', 'abc', []],
    ['an empty id means none', '', []],
    ['an id that no record has means none', 'abcd-2', []],
    ['the end of an id means none', 'd-12', []],
  ])('%s', (_, id, found) => {
    expect(findById(entries, id)).toEqual(found)
  })

  test('the first one is meant of two with the same task: more of the id would not help', () => {
    const twin: Listed = { job: aJob({ id: 'efgh', task: { id: 'task-9', via: 'answer' } }), held: false }

    expect(findById([twin, first], 'task-9')).toEqual([twin])
  })
})
