import type { Failure } from '../jobs/failure.ts'
import { type EarlierCall, repeatableForMs } from './choose-call.ts'

const minutes = repeatableForMs / 60_000

/**
 * What the user of an app does next. The advice of a failure is for agents and names their tools, which apps lack.
 *
 * @param standing of the call, once this is its answer
 */
export function appAdvice({ code, charged, advice }: Failure, standing: Exclude<EarlierCall['state'], 'open'>): string {
  if (code === 'damaged_record') return 'It may be paid for. The operator of the server can run `fluxkit doctor`.'
  if (standing === 'cut' && charged !== 'no') {
    return `Don’t pay twice: the same request within ${minutes} minutes gets this job. The server keeps checking it, too, and saves its images in its output folder.`
  }
  if (charged !== 'no') return 'Another request is another image, and is charged again.'
  if (code === 'unexpected') return 'Report this mistake to the operator of the server.'
  return code === 'invalid_request' ? 'Correct the request.' : advice
}
