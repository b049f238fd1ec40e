export { aJob } from './store-suite/a-job.ts'
export { createFakeFlux, type FakeFlux, type FakeFluxOptions, type FakeTask, type Reception } from './fake-flux.ts'
export {
  type OpenSubject,
  type StoreCase,
  storeCases,
  type StoreSubject,
  type SuiteEffect,
  SuiteEffectRefused,
} from './store-suite/index.ts'
