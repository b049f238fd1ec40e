import { account } from './account.ts'
import { answers } from './answers.ts'
import { calls } from './calls.ts'
import { errors } from './errors.ts'
import { finding } from './finding.ts'
import { images } from './images.ts'
import { models } from './models.ts'
import { money } from './money.ts'
import { refusedSizes } from './refused-sizes.ts'
import type { RequirementGroup } from './requirement-line.ts'
import { sizes } from './sizes.ts'
import { submissions } from './submissions.ts'
import { taskStates } from './task-states.ts'
import { tasks } from './tasks.ts'
import { uploads } from './uploads.ts'

export { type Edition, editions, type Peer, peers } from './requirement-line.ts'

/** Every line of the contract: what the service documents, and what a client owes it. */
export const requirements: RequirementGroup = {
  ...calls,
  ...submissions,
  ...models,
  ...sizes,
  ...refusedSizes,
  ...answers,
  ...tasks,
  ...taskStates,
  ...errors,
  ...money,
  ...images,
  ...uploads,
  ...finding,
  ...account,
}
