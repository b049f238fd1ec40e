import type { Reporter, TestModule } from 'vitest/node'

const shown = 20
/** Faster tests are not worth a line. */
const shownFromMs = 200

/** Lists the slowest tests at the end of a run, so that a test that got slow is seen by the user who slowed it. */
export class SlowestTests implements Reporter {
  onTestRunEnd(testModules: readonly TestModule[]): void {
    const tests = testModules
      .flatMap((testModule) =>
        [...testModule.children.allTests()].map((test) => ({
          durationMs: test.diagnostic()?.duration ?? 0,
          name: `${testModule.project.name}: ${testModule.relativeModuleId}: ${test.fullName}`,
        })),
      )
      .filter(({ durationMs }) => durationMs >= shownFromMs)
      .toSorted((a, b) => b.durationMs - a.durationMs)
      .slice(0, shown)
    if (tests.length === 0) return
    const lines = tests.map(({ durationMs, name }) => `${(durationMs / 1000).toFixed(1).padStart(6)} s  ${name}`)
    process.stdout.write(`\nThe slowest tests\n${lines.join('\n')}\n`)
  }
}
