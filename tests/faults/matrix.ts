import type { Fault } from '@fluxkit/simulator'
import { brokenByHost, type HostCase } from './host-promises.ts'
import type { Host, HostName } from './hosts/host.ts'
import { measure } from './measure.ts'
import { phraseOf } from './phrases.ts'
import { allScenarios, faultName, type Operation, type Scenario } from './scenarios.ts'

/** One fault in one app, with what it broke. */
export interface MatrixCase extends HostCase {
  readonly phrase: string
  readonly broken: readonly string[]
}

/** The operation of core behind what an app does. */
const operationOf: Readonly<Record<NonNullable<Fault['operation']>, Operation>> = {
  submit: 'submit-async',
  poll: 'wait',
  image: 'download',
  upload: 'upload',
  callback: 'submit-callback',
}

/** Each fault once, with the operation of core that is nearest to what apps do. */
export function allFaults(): Scenario[] {
  return allScenarios(phraseOf).filter(({ operation, fault, canStay }) => {
    // A fault of the task shows when it is waited for.
    const wanted = canStay || fault.operation !== 'submit' ? operationOf[fault.operation ?? 'submit'] : 'wait'
    return operation === wanted
  })
}

/** Short and unique. */
export function caseName(host: HostName, fault: Fault): string {
  return `${host}: ${faultName(fault)}`
}

/** Apps under faults that they can meet, one after the other: they share the clock of the process. */
export async function runHosts(hosts: readonly Host[], scenarios: readonly Scenario[]): Promise<MatrixCase[]> {
  const cases: MatrixCase[] = []
  for (const scenario of scenarios) {
    const { fault, phrase } = scenario
    const { always: core } = await measure(scenario)
    for (const host of hosts.filter((each) => each.meets(fault))) {
      const known = { host: host.name, fault, run: await host.run(fault), core }
      cases.push({ ...known, phrase, broken: brokenByHost(known) })
    }
  }
  return cases
}
