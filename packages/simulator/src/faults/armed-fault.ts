import { type FaultKind, faultKinds, type FaultOperation, type FaultStage } from './fault-kinds.ts'
import type { Fault } from './fault.ts'

/** A fault with what is left of it. */
export interface ArmedFault<Kind extends FaultKind = FaultKind> extends Fault {
  readonly kind: Kind
  readonly operation: FaultOperation
  readonly stage: FaultStage
  remaining: number
}

export function arm(fault: Fault): ArmedFault {
  const { stage, operations } = faultKinds[fault.kind]
  return {
    ...fault,
    stage,
    operation: fault.operation ?? (operations[0] as FaultOperation),
    remaining: fault.times ?? Infinity,
  }
}
