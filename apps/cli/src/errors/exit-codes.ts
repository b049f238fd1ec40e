/** How the program ends. README.md holds the same table; a test compares the two. */
export const exitCodes = {
  ok: 0,
  unexpected: 1,
  usage: 2,
  authentication: 3,
  balance: 4,
  refused: 5,
  notSubmitted: 6,
  outcomeUnknown: 7,
  taskFailed: 8,
  stillRunning: 9,
  notSaved: 10,
  someFailed: 11,
  interrupted: 130,
  terminated: 143,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]
