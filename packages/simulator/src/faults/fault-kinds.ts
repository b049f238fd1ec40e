import { answerKinds, type AnswerFaultKind } from './kinds/answer-kinds.ts'
import { callbackKinds, type CallbackFaultKind } from './kinds/callback-kinds.ts'
import type { FaultKindInfo, FaultStage } from './kinds/fault-kind-info.ts'
import { imageKinds, type ImageFaultKind } from './kinds/image-kinds.ts'
import { itemKinds, type ItemFaultKind, taskKinds, type TaskFaultKind } from './kinds/task-kinds.ts'

export { faultOperations, type FaultKindInfo, type FaultOperation, type FaultStage } from './kinds/fault-kind-info.ts'

/** The kinds of each stage. */
export interface StageKinds extends Record<FaultStage, string> {
  readonly answer: AnswerFaultKind
  readonly task: TaskFaultKind
  readonly item: ItemFaultKind
  readonly image: ImageFaultKind
  readonly callback: CallbackFaultKind
}

export type FaultKind = StageKinds[FaultStage]

/** Every fault that can be injected. */
export const faultKinds: Readonly<Record<FaultKind, FaultKindInfo>> = {
  ...answerKinds,
  ...taskKinds,
  ...itemKinds,
  ...imageKinds,
  ...callbackKinds,
}
