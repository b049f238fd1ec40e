import type { Reporter, TestModule } from 'vitest/node'

const shown = 20

/** Lists the slowest tests at the end of a run, so that a test that got slow is seen by the person who slowed it. */
export class SlowestTests implements Reporter {
  onTestRunEnd(testModules: readonly TestModule[]): void {
    const tests = testModules
      .flatMap((testModule) =>
        [...testModule.children.allTests()].map((test) => ({
          durationMs: test.diagnostic()?.duration ?? 0,
          name: `${testModule.relativeModuleId}: ${test.fullName}`,
        })),
      )
      .toSorted((a, b) => b.durationMs - a.durationMs)
      .slice(0, shown)
    // A run of few tests shows its durations already.
    if (tests.length < shown) return
    const lines = tests.map(({ durationMs, name }) => `${(durationMs / 1000).toFixed(1).padStart(6)} s  ${name}`)
    process.stdout.write(`\nThe slowest ${shown} tests\n${lines.join('\n')}\n`)
  }
}
