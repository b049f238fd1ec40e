// The public surface is this list.
export { hostClock } from './job/host-clock.ts'
export { isInDoubt, isUnconfirmed } from './job/doubt.ts'
export { isOtherAccount } from './job/is-other-account.ts'
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
export { readJob } from './job/read-job.ts'
export { imagesMissing, requestFacts, type RequestFacts } from './job/request-facts.ts'
export { isSandbox } from './job/sandbox.ts'
export { mayBeAccepted, staleAfterMs, type State, stateOf } from './job/state-of.ts'
export { JobRefusal } from './job/job-refusal.ts'
export type { SubmitRetries } from './outcome/outcome.ts'
export { dueAtMs, isDue, recheckForMs } from './outcome/recheck-times.ts'
export { chargedOf } from './job/charged-of.ts'
export { createRunner, type RunnerOptions } from './runner/create-runner.ts'
export type { JobEvent } from './ports/events.ts'
export type { JobHost, KeptImage } from './ports/host.ts'
export type { Pause } from './runner/run-job.ts'
export type { Draft, EndResult, OpenJob, Runner, RunOptions, RunResult, WatchOptions } from './runner/runner.ts'
export type {
  AcceptedTask,
  FluxService,
  KnownTask,
  LostSubmission,
  Progress,
  SentAttempt,
  SubmitOptions,
  TaskResult,
  WaitOptions,
} from './ports/service.ts'
export { findById } from './stores/find-by-id.ts'
export {
  type ChooseNext,
  type Claim,
  type HeldJob,
  isClaim,
  type JobQuery,
  type JobStore,
  type Listed,
  type NewEntry,
  type WaitingJob,
} from './stores/job-store.ts'
export {
  createMemoryRecords,
  createMemoryStore,
  type MemoryRecords,
  type MemoryStoreOptions,
} from './stores/memory-store.ts'
export { createNameReservations, freeName, type NameReservations } from './names/free-name.ts'
export { safeName } from './names/safe-name.ts'
export { slug } from './names/slug.ts'
export { type BudgetAnswer, type BudgetLimits, checkBudget, type Demand } from './budget/check-budget.ts'
export { type Budget, createUnlessRefused, createWithin } from './budget/create-within.ts'
export {
  describeEstimate,
  durationOf,
  type Estimate,
  estimate,
  type EstimateOptions,
  learn,
  type Learned,
} from './budget/learn.ts'
export { holdForMs, nothingSpent, type Spent, spent, type SpentOptions } from './budget/spent.ts'
export { type BudgetWindow, windowAt } from './budget/windows.ts'
export { type BotMigrationContext, type BotPlace, jobFromBot } from './migrate/from-bot.ts'
export { type CliPlace, jobFromCli } from './migrate/from-cli.ts'
export { type ExtensionPlace, jobFromExtension } from './migrate/from-extension.ts'
export type { Migrated, MigrationContext } from './migrate/legacy.ts'
export { accountOf } from './runner/account-of.ts'
export { newJob } from './runner/new-job.ts'
export { within } from './runner/within.ts'
export { createFluxService, type FluxServiceOptions } from './runner/create-flux-service.ts'
