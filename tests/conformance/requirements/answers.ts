import type { RequirementGroup } from './requirement-line.ts'

/** Section: Answers. */
export const answers: RequirementGroup = {
  'FLUX-ANSWER-01': {
    edition: 'readme',
    says: 'A synchronous answer is 200 with success, task_id, trace_id and data of prompt, image_url, timings.',
  },
  'FLUX-ANSWER-02': { says: 'data holds one element for each image.' },
  'FLUX-ANSWER-03': { says: 'An asynchronous answer is 200 with task_id.' },
  'FLUX-ANSWER-04': { says: 'An asynchronous answer sometimes has a trace_id.' },
  'FLUX-ANSWER-05': { says: 'The body of a callback is the synchronous answer with the same task_id.' },
  'FLUX-ANSWER-06': { says: 'The body of a callback can be an error answer with the same task_id.' },
  'FLUX-ANSWER-07': { says: 'A callback carries no signature: only what the URL itself holds can be trusted.' },
  'FLUX-ANSWER-08': { says: 'timings is a number or an object.' },
  'FLUX-ANSWER-09': { says: 'seed is absent, a number or a string.' },
  'FLUX-ANSWER-10': {
    says: 'Other fields come and go, such as cost: parse what you need, keep the rest.',
    except: { simulator: 'it sends no fields but the documented ones', through: 'the simulator sends no other fields' },
  },
}
