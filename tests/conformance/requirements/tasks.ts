import { noService, type RequirementGroup } from './requirement-line.ts'

/** Section: POST /flux/tasks. */
export const tasks: RequirementGroup = {
  'FLUX-POLL-01': { says: 'POST /flux/tasks with action retrieve and id answers one task.' },
  'FLUX-POLL-02': { says: 'action retrieve_batch with ids answers items and count.' },
  'FLUX-POLL-03': { says: 'Batches of up to 50 ids are recommended.' },
  'FLUX-POLL-04': { says: 'Querying costs nothing.', except: noService },
  'FLUX-POLL-05': { says: 'items come in no particular order.' },
  'FLUX-POLL-06': { says: 'Ids that the service does not know may be missing from items.' },
  'FLUX-POLL-07': {
    edition: 'readme',
    says: 'A task has _id, id, api_id, application_id, credential_id, user_id, trace_id, times and request.',
  },
  'FLUX-POLL-08': { says: 'Times are Unix seconds with fractions.' },
  'FLUX-POLL-09': { says: 'Times have been seen as ISO strings.' },
  'FLUX-POLL-10': { says: 'finished_at and elapsed are absent while a task runs.' },
  'FLUX-POLL-11': { says: 'elapsed is in seconds.' },
  'FLUX-POLL-12': { says: 'A task echoes its request.' },
  'FLUX-POLL-13': { says: 'The response of a finished task has the form of the synchronous answer.' },
}
