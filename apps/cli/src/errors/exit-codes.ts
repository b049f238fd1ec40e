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

export const exitCodeMeanings: readonly (readonly [code: ExitCode, meaning: string])[] = [
  [exitCodes.ok, 'Done.'],
  [exitCodes.unexpected, 'Something unexpected: a mistake in Fluxkit, or a folder that cannot be read or written.'],
  [
    exitCodes.usage,
    'Wrong usage or an invalid request. Nothing was sent, or the service rejected it; nothing was charged.',
  ],
  [exitCodes.authentication, 'The token is missing, wrong, expired, for another API, or its application is disabled.'],
  [exitCodes.balance, 'The balance is not sufficient. Nothing was charged.'],
  [exitCodes.refused, 'The prompt or the image was refused by moderation. Nothing was charged.'],
  [
    exitCodes.notSubmitted,
    'Not submitted: rate limit, failure of the service or of the network. Nothing was charged by it; try again later.',
  ],
  [
    exitCodes.outcomeUnknown,
    'We don’t know whether the request was accepted and charged, or what a damaged record contains. Never submitted again automatically.',
  ],
  [
    exitCodes.taskFailed,
    'The service accepted the task, but it ended without an image, or the service does not know it.',
  ],
  [
    exitCodes.stillRunning,
    'The task was still running at the deadline, or another process, service or account has it. `fluxkit wait` recovers it.',
  ],
  [
    exitCodes.notSaved,
    'The image was made and paid for, but could not be saved. `fluxkit wait` or `download` fetches it again.',
  ],
  [exitCodes.someFailed, 'Some images failed, or fewer arrived than requested.'],
  [exitCodes.interrupted, 'Stopped by Ctrl-C. Submitted tasks continue at the service; `fluxkit wait` recovers them.'],
  [exitCodes.terminated, 'Stopped by SIGTERM or SIGHUP, otherwise as 130.'],
]
