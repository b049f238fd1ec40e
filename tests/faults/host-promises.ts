import type { Fault } from '@fluxkit/simulator'
import type { HostName, HostRun } from './hosts/host.ts'
import type { Measurement } from './measure.ts'

/** What is known about one fault in one app. */
export interface HostCase {
  readonly host: HostName
  readonly fault: Fault
  readonly run: HostRun
  /** The same fault with nothing but core. */
  readonly core: Measurement
}

/** Readers of these search for the code of an error. */
const namesCodes: ReadonlySet<HostName> = new Set(['program', 'server-mcp', 'server-openai'])

/** The promises about money that hold whatever happens; empty when all are kept. */
export function brokenByRun(run: HostRun): string[] {
  const { accepted, charges, isDelivered } = run
  const isPaid = charges > 0
  const broken: string[] = []
  const add = (isBroken: boolean, what: string): void => {
    if (isBroken) broken.push(what)
  }
  add(accepted > 1 || charges > 1, 'a submission was accepted twice')
  add(isPaid && !isDelivered && run.keepsTaskId !== true, 'the task id of a paid task is dropped')
  add(run.isRecoverable === false, 'a paid image is lost')
  add(isPaid && run.charged === 'no', 'it says that nothing was charged, and something was')
  add(run.offersRetry && run.warnsBeforePaying === false, 'trying again pays twice without a warning')
  // An app may find or recover what core on its own throws. Then it has the image, and that was charged once.
  add(isDelivered && charges !== 1, 'an image was delivered that was not charged once')
  add(!isDelivered && run.personReads === '', 'it delivers nothing and says nothing')
  return broken
}

/** The promises that an app did not keep under a fault; empty when all is well. */
export function brokenByHost({ host, fault, run, core }: HostCase): string[] {
  const { isDelivered, personReads } = run
  const broken = brokenByRun(run)
  const add = (isBroken: boolean, what: string): void => {
    if (isBroken) broken.push(what)
  }
  add(!isDelivered && core.thrown === undefined, 'it fails where core on its own succeeds')
  add(fault.kind === 'fewer-images' && !/1 of 2|fewer|missing/i.test(personReads), 'it hides that images are missing')
  // Those are for agents.
  add(host === 'server-openai' && /flux_[a-z]|variant|jobId/.test(personReads), 'it names tools that apps lack')
  const code = namesCodes.has(host) && !isDelivered ? core.thrown?.code : undefined
  // The server answers before a deadline has passed: that the job is running.
  const isEarly = host !== 'program' && (code === 'wait_deadline' || /still.running/.test(personReads))
  add(code !== undefined && !isEarly && !personReads.includes(code), 'it hides the error code')
  return broken
}
