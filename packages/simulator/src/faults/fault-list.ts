import { arm, type ArmedFault } from './armed-fault.ts'
import type { FaultOperation, FaultStage } from './fault-kinds.ts'
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
  take(
    stage: FaultStage,
    operation: FaultOperation,
    subject?: FaultSubject,
    only?: (fault: ArmedFault) => boolean,
  ): ArmedFault | undefined
  /** Uses up one of every fault that fits. */
  takeAll(stage: FaultStage, operation: FaultOperation, subject?: FaultSubject): ArmedFault[]
}

/** Beyond this the oldest is dropped: a loop that adds faults must not fill the memory. */
const maxFaults = 1_000

export function createFaultList(onInjected: () => void): FaultList {
  let common: ArmedFault[] = []

  function fits(fault: ArmedFault, stage: FaultStage, operation: FaultOperation, prompt: string | undefined): boolean {
    if (fault.remaining <= 0 || fault.stage !== stage || fault.operation !== operation) return false
    return fault.prompt === undefined || (prompt ?? '').includes(fault.prompt)
  }

  function use(fault: ArmedFault): ArmedFault {
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
      if (common.length === 0 && !subject?.faults?.length) return undefined
      const all = [...(subject?.faults ?? []), ...common]
      const found = all.find((fault) => fits(fault, stage, operation, subject?.prompt) && only(fault))
      return found && use(found)
    },
    takeAll(stage, operation, subject) {
      if (common.length === 0 && !subject?.faults?.length) return []
      const all = [...(subject?.faults ?? []), ...common]
      return all.filter((fault) => fits(fault, stage, operation, subject?.prompt)).map((fault) => use(fault))
    },
  }
}
