export { eventually } from './eventually.ts'
export { createProgramClock, type ProgramClock } from './program-clock.ts'
export { replaceTimers } from './replace-timers.ts'
export { settleProcess, settleWork } from './settle-process.ts'
