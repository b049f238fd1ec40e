import { type Measured, measure } from './measure.ts'
import { phraseOf } from './phrases.ts'
import { hasCommand, type ProgramRun, runProgram } from './run-program.ts'
import { allScenarios, type Scenario } from './scenarios.ts'

/** Everything that is known about one fault and one operation. */
export interface Recorded extends Measured {
  /** Absent where no command meets it. */
  readonly program?: ProgramRun
}

/** As many at a time: most of them wait, for a silence to be long enough or for a process to start. */
const atOnce = 4

/** Runs every fault with every operation, in core and in the built program. */
export async function recordAll(): Promise<Recorded[]> {
  const scenarios = allScenarios(phraseOf)
  const measured = await inParallel(scenarios, (scenario) => measure(scenario))
  return inParallel(measured, async (each) => (hasCommand(each) ? { ...each, program: await runProgram(each) } : each))
}

async function inParallel<T extends Scenario, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  const queue = items.entries()
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return results
}
