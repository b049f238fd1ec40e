export { replaceTimers } from './replace-timers.ts'
export { settleProcess } from './settle-process.ts'
