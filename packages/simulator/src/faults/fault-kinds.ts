import { answerKinds, type AnswerFaultKind } from './kinds/answer-kinds.ts'
import { callbackKinds, type CallbackFaultKind } from './kinds/callback-kinds.ts'
import type { FaultKindInfo } from './kinds/fault-kind-info.ts'
import { imageKinds, type ImageFaultKind } from './kinds/image-kinds.ts'
import { taskKinds, type TaskFaultKind } from './kinds/task-kinds.ts'

export { faultOperations, type FaultKindInfo, type FaultOperation, type FaultStage } from './kinds/fault-kind-info.ts'

export type FaultKind = AnswerFaultKind | TaskFaultKind | ImageFaultKind | CallbackFaultKind

/** Every fault that can be injected. */
export const faultKinds: Readonly<Record<FaultKind, FaultKindInfo>> = {
  ...answerKinds,
  ...taskKinds,
  ...imageKinds,
  ...callbackKinds,
}
