/** Lanes that measure, or drive what keeps its own time: browsers, the real editor, processes that are killed. */
export const otherLanes: RegExp =
  /\.(?:slow|browser)\.test\.tsx?$|^tests\/(?:soak|fuzz|kill|documented)\/|^apps\/vscode-extension\/test\/(?:flows|host|in-host|bench|main\.ts)/

/** Tests that drive the real editor: they keep its time, and wait for its states. */
export const editorLane: RegExp = /^apps\/vscode-extension\/test\/(?:flows|host|in-host|screenshots)\//

/** Other files of tests that use real time, and why. */
export const allowedRealTime: Readonly<Record<string, string>> = {
  'apps/discord-bot/src/e2e/load.ts': 'measures the bot under load; started by hand',
  'apps/discord-bot/src/e2e/privacy-load.ts': 'measures export and deletion with 200,000 jobs; started by hand',
  'apps/playground/src/test/visitor.ts': 'drives a browser, in the lane of the browsers',
  'apps/vscode-extension/test/host/until.ts': 'the interval between two checks of a state of the editor',
  'packages/core/src/http/clock.test.ts': 'compares the system clock with the time of day',
  'packages/jobs/src/node/files/fixtures/working-process.ts': 'is killed at any moment, in the slow lane',
  'tests/images/run-program.ts': 'waits for a thread that compresses an image, before the fake clock moves',
  'tests/faults/world.test.ts': 'tests what takes the place of real timers',
  'tooling/time/replace-timers.test.ts': 'tests what takes the place of real timers',
}
