export { aJob } from './a-job.ts'
