export { replaceTimers } from './replace-timers.ts'
export { settleProcess, settleWork } from './settle-process.ts'
