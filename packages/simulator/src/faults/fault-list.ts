import { arm, type ArmedFault } from './armed-fault.ts'
import type { FaultOperation, FaultStage, StageKinds } from './fault-kinds.ts'
import { parseFault, type Fault } from './fault.ts'

/** What a request is about: the prompt, and the faults that a task or its prompt brought along. */
export interface FaultSubject {
  readonly prompt?: string | undefined
  readonly faults?: readonly ArmedFault[] | undefined
}

/** Faults for any request, as the control API and tests set them. */
export interface FaultList {
  /** @throws FaultSyntaxError */
  add(fault: Fault): void
  clear(): void
  list(): readonly Fault[]
  /** Uses up one of the first fault that fits, the subject's own before the common ones. */
  take<Stage extends FaultStage>(
    stage: Stage,
    operation: FaultOperation,
    subject?: FaultSubject,
    only?: (fault: ArmedFault<StageKinds[Stage]>) => boolean,
  ): ArmedFault<StageKinds[Stage]> | undefined
  /** Uses up one of every fault that fits. */
  takeAll<Stage extends FaultStage>(
    stage: Stage,
    operation: FaultOperation,
    subject?: FaultSubject,
  ): ArmedFault<StageKinds[Stage]>[]
}

/** Beyond this the oldest is dropped: a loop that adds faults must not fill the memory. */
const maxFaults = 1_000

export function createFaultList(onInjected: () => void): FaultList {
  let common: ArmedFault[] = []

  function fitting<Stage extends FaultStage>(
    stage: Stage,
    operation: FaultOperation,
    { faults = [], prompt = '' }: FaultSubject = {},
  ): ArmedFault<StageKinds[Stage]>[] {
    if (common.length === 0 && faults.length === 0) return []
    return [...faults, ...common].filter(
      (fault): fault is ArmedFault<StageKinds[Stage]> =>
        fault.remaining > 0 &&
        fault.stage === stage &&
        fault.operation === operation &&
        (fault.prompt === undefined || prompt.includes(fault.prompt)),
    )
  }

  function use<Used extends ArmedFault>(fault: Used): Used {
    fault.remaining -= 1
    if (fault.remaining <= 0) common = common.filter((other) => other !== fault)
    onInjected()
    return fault
  }

  return {
    add(fault) {
      common.push(arm(parseFault(fault)))
      if (common.length > maxFaults) common.shift()
    },
    clear: () => void (common = []),
    list: () =>
      common.map(({ stage: _stage, remaining, ...fault }) =>
        Number.isFinite(remaining) ? { ...fault, times: remaining } : fault,
      ),
    take(stage, operation, subject, only = () => true) {
      const found = fitting(stage, operation, subject).find((fault) => only(fault))
      return found && use(found)
    },
    takeAll: (stage, operation, subject) => fitting(stage, operation, subject).map((fault) => use(fault)),
  }
}
