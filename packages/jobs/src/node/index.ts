export { readJob } from '../job/read-job.ts'
