export { createFakeClock, type FakeClock, type FakeClockOptions } from './fake-clock.ts'
export {
  createScriptedTransport,
  type RecordedRequest,
  type ScriptedAnswer,
  type ScriptedTransport,
  type ScriptStep,
} from './scripted-transport.ts'
export { aBatch, anAcceptance, anErrorAnswer, aFinishedTask, anImage, anImageAnswer, aRunningTask } from './builders.ts'
