import type { Fault } from '@fluxkit/simulator'
import { type HostCase, brokenByHost } from './host-promises.ts'
import type { Host } from './hosts/host.ts'
import { type Measured, measure } from './measure.ts'
import { faultName, type Operation, type Scenario } from './scenarios.ts'

/** One fault in one app, with what it broke. */
export interface MatrixCase extends HostCase {
  readonly phrase: string
  readonly broken: readonly string[]
}

/** Which operation of core stands for what an app does. */
const operationOf: Readonly<Record<NonNullable<Fault['operation']>, Operation>> = {
  submit: 'submit-async',
  poll: 'wait',
  image: 'download',
  upload: 'upload',
  callback: 'submit-callback',
}

/** As many at a time: most of them wait, for a silence to be long enough. */
const concurrency = 4

/** Every operation of core under every fault. */
export async function measureCore(scenarios: readonly Scenario[]): Promise<Measured[]> {
  const measured: Measured[] = []
  const queue = scenarios.entries()
  const worker = async (): Promise<void> => {
    for (const [index, scenario] of queue) measured[index] = await measure(scenario)
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  return measured
}

/** Every app under every fault that it can meet, one after the other: they share the clock of the process. */
export async function runHosts(hosts: readonly Host[], measured: readonly Measured[]): Promise<MatrixCase[]> {
  const cases: MatrixCase[] = []
  for (const host of hosts) {
    for (const { fault, phrase, always } of onceEach(measured)) {
      if (!host.meets(fault)) continue
      const known = { host: host.name, fault, run: await host.run(fault), core: always }
      cases.push({ ...known, phrase, broken: brokenByHost(known) })
    }
  }
  return cases
}

/** Each fault once, with the operation of core that is nearest to what apps do. */
function onceEach(measured: readonly Measured[]): Measured[] {
  const found = new Map<string, Measured>()
  for (const each of measured) {
    const { fault, canStay, operation } = each
    const wanted = canStay || fault.operation !== 'submit' ? operationOf[fault.operation ?? 'submit'] : 'wait'
    if (operation === wanted) found.set(faultName(fault), each)
  }
  return [...found.values()]
}
