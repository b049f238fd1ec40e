import { noService, type RequirementGroup } from './requirement-line.ts'

const named = { scripted: 'a client names it', through: 'a client names it' } as const
const noUse = { scripted: 'a client need not use it', through: 'a client need not use it' } as const
const readme = { edition: 'readme' } as const
const current = { edition: 'current' } as const

/** Section: POST /flux/tasks. */
export const tasks: RequirementGroup = {
  'FLUX-POLL-01': { statement: 'POST /flux/tasks with action retrieve and id answers one task.' },
  'FLUX-POLL-02': { statement: 'action retrieve_batch with ids answers items and count.' },
  'FLUX-POLL-03': { statement: 'Batches of up to 50 ids are recommended.' },
  'FLUX-POLL-04': { statement: 'Querying costs nothing.', except: noService },
  'FLUX-POLL-05': { statement: 'items come in no particular order.' },
  'FLUX-POLL-06': { statement: 'Ids that the service does not know may be missing from items.' },
  'FLUX-POLL-07': {
    ...readme,
    statement: 'A task has _id, id, api_id, application_id, credential_id, user_id, trace_id, times and request.',
  },
  'FLUX-POLL-08': { statement: 'Times are Unix seconds with fractions.' },
  'FLUX-POLL-09': { statement: 'Times have been seen as ISO strings.' },
  'FLUX-POLL-10': { statement: 'finished_at and elapsed are absent while a task runs.' },
  'FLUX-POLL-11': { statement: 'elapsed is in seconds.' },
  'FLUX-POLL-12': { statement: 'A task echoes its request.' },
  'FLUX-POLL-13': { statement: 'The response of a finished task has the form of the synchronous answer.' },
  'FLUX-POLL-14': { ...current, statement: 'action is retrieve when it is not named.', except: named },
  'FLUX-POLL-15': { ...current, statement: 'An id that is unknown is answered with 200 and {}.' },
  'FLUX-POLL-16': { ...readme, statement: 'An id that is unknown is answered with 404.' },
  'FLUX-POLL-17': {
    ...current,
    statement: 'A batch without limit lists 12 tasks at most, so limit is always the number of ids.',
  },
  'FLUX-POLL-18': { ...current, statement: 'ids can be empty; that is free, and tests a token.', except: noUse },
  'FLUX-POLL-19': { statement: 'retrieve of a zero UUID is free, and tests a token.', except: noUse },
  'FLUX-POLL-20': { statement: 'An item can be missing once without meaning anything.' },
  'FLUX-POLL-21': {
    ...current,
    statement: 'A task has id, type, api_id, application_id, credential_id, user_id, trace_id, times and request.',
  },
  'FLUX-POLL-22': { ...current, statement: 'The own tasks are listed by user_id.' },
  'FLUX-POLL-23': { ...current, statement: 'The own tasks are listed by application_id.' },
  'FLUX-POLL-24': { ...current, statement: 'A listing can be narrowed to a time of creation, in seconds.' },
  'FLUX-POLL-25': { ...current, statement: 'A listing can be narrowed to a type.' },
  'FLUX-POLL-26': { ...current, statement: 'A listing has limit and offset, and 12 tasks without a limit.' },
  'FLUX-POLL-27': {
    ...readme,
    statement: 'The README has no listing: without ids a batch is refused, and nothing is found.',
  },
}
