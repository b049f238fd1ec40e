import { expect, test } from 'vitest'
import { requirement, uncited } from './requirement.ts'
import './cases/calls.ts'
import './cases/submissions.ts'
import './cases/held-and-called-back.ts'
import './cases/models.ts'
import './cases/sizes.ts'
import './cases/refused-sizes.ts'
import './cases/answers.ts'
import './cases/costs.ts'
import './cases/tasks.ts'
import './cases/task-records.ts'
import './cases/listings.ts'
import './cases/task-states.ts'
import './cases/status-values.ts'
import './cases/task-failures.ts'
import './cases/unknown-ids.ts'
import './cases/failures.ts'
import './cases/errors.ts'
import './cases/money.ts'
import './cases/acceptances.ts'
import './cases/images.ts'
import './cases/uploads.ts'
import './cases/finding.ts'
import './cases/account.ts'

test('every requirement of the table is cited by a test', () => {
  expect(uncited()).toEqual([])
})

test('no test can cite a line that the table does not have, nor one line twice', () => {
  expect(() => requirement('FLUX-TASK-99', {})).toThrow('FLUX-TASK-99 is not in the table')
  expect(() => requirement('FLUX-TASK-01', {})).toThrow('FLUX-TASK-01 is cited twice')
})
