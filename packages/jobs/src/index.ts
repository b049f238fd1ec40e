// The public surface is this list.
export { accepted, attempting, ended, kept, ready } from './job/changes.ts'
export { isOwed } from './job/is-owed.ts'
export {
  type Attempt,
  type AttemptOutcome,
  type Check,
  type Cost,
  type Damaged,
  type End,
  type Entry,
  isDamaged,
  type Job,
  type JobImage,
  type Origin,
  type Task,
} from './job/job.ts'
export type { Json } from './job/json.ts'
export { mayBePaid } from './job/may-be-paid.ts'
export { jobIdShape, readJob, readJobValue } from './job/read-job.ts'
export { imagesMissing, requestFacts, type RequestFacts } from './job/request-facts.ts'
export { isSandbox } from './job/sandbox.ts'
export { staleAfterMs, type State, stateOf } from './job/state-of.ts'
export { withTask } from './job/with-task.ts'
export { type Failure, JobRefusal, readFailure } from './outcome/failure.ts'
export {
  afterImageError,
  afterInterruption,
  afterPollError,
  afterSearch,
  afterSubmitError,
  noSubmitRetries,
  type SubmitRetries,
} from './outcome/outcome.ts'
export { type ErrorRule, errorRules } from './outcome/rules.ts'
export { isDue, nextRecheckAtMs, nextSearchAtMs, recheckForMs } from './outcome/schedule.ts'
