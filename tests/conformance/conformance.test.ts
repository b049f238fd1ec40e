import { expect, test } from 'vitest'
import { uncited } from './requirement.ts'
import './cases/calls.ts'
import './cases/submissions.ts'
import './cases/models.ts'
import './cases/answers.ts'
import './cases/tasks.ts'
import './cases/task-states.ts'
import './cases/errors.ts'
import './cases/money.ts'
import './cases/images.ts'
import './cases/uploads.ts'

test('every requirement of the table is cited by a test', () => {
  expect(uncited()).toEqual([])
})
