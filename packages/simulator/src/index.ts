export { createSimulator, type Simulator } from './simulator.ts'
export type { Durations, SimulatorOptions } from './options.ts'
export type { SimulatorClock } from './clock/clock.ts'
export { editionNames, type EditionName } from './contract/editions/edition.ts'
export { simulatedModels, type SimulatedModel } from './contract/models.ts'
export { platformTokenPrefix, specialTokens, type TokenState, type TokenTable } from './accounts/tokens.ts'
export type { RateLimit } from './accounts/rate-limit.ts'
export { FaultSyntaxError, type Fault } from './faults/fault.ts'
export {
  faultKinds,
  type FaultKind,
  type FaultKindInfo,
  type FaultOperation,
  type FaultStage,
} from './faults/fault-kinds.ts'
export type { SimulatorStats } from './stats.ts'
export type { TaskSummary } from './tasks/task-summary.ts'
export type { ListenOptions, RunningServer } from './server/listen.ts'
export { drawImage, type Image } from './draw/index.ts'
