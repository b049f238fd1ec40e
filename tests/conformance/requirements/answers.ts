import type { RequirementGroup } from './requirement-line.ts'

const readme = { edition: 'readme' } as const
const current = { edition: 'current' } as const

/** Section: Responses. */
export const answers: RequirementGroup = {
  'FLUX-ANSWER-01': {
    ...readme,
    statement: 'A synchronous answer is 200 with success, task_id, trace_id and data of prompt, image_url, timings.',
  },
  'FLUX-ANSWER-02': { statement: 'data holds one element for each image.' },
  'FLUX-ANSWER-03': { statement: 'An asynchronous answer is 200 with task_id.' },
  'FLUX-ANSWER-04': { ...readme, statement: 'An asynchronous answer sometimes has a trace_id.' },
  'FLUX-ANSWER-05': { statement: 'The body of a callback is the synchronous answer with the same task_id.' },
  'FLUX-ANSWER-06': { statement: 'The body of a callback can be an error answer with the same task_id.' },
  'FLUX-ANSWER-07': { statement: 'A callback carries no signature: only what the URL itself holds can be trusted.' },
  'FLUX-ANSWER-08': { ...readme, statement: 'timings is a number or an object.' },
  'FLUX-ANSWER-09': { ...readme, statement: 'seed is absent, a number or a string.' },
  'FLUX-ANSWER-10': {
    statement: 'Other fields come and go: parse what you need, keep the rest.',
    except: { simulator: 'it sends no fields but the documented ones', through: 'the simulator sends no other fields' },
  },
  'FLUX-ANSWER-11': { ...current, statement: 'Elements of data carry image_url only: no prompt, seed or timings.' },
  'FLUX-ANSWER-12': { ...current, statement: 'Links end in /flux/{task_id}.png or .jpg.' },
  'FLUX-ANSWER-13': {
    ...current,
    statement: 'flux-dev at 1024x1024 costs 0.216 credits, shown as cost and equal to the bill.',
  },
  'FLUX-ANSWER-14': { ...current, statement: 'An edit with flux-kontext-pro costs 0.423 credits.' },
  'FLUX-ANSWER-15': { ...current, statement: 'An asynchronous answer is task_id and trace_id.' },
  'FLUX-ANSWER-16': { statement: 'async can be combined with callback_url.' },
  'FLUX-ANSWER-17': { statement: 'Fewer images than asked for are possible.' },
  'FLUX-ANSWER-18': {
    statement: 'What a finished task shows and what is called back carry the cost, too.',
    ...current,
  },
}
