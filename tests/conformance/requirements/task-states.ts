import type { RequirementGroup } from './requirement-line.ts'

const oneForm = {
  through: 'the simulator shows a running task in one form, without response',
  simulator: 'it shows a running task in one form, without response',
} as const

const statusesWithImages = {
  through: 'the simulator sends no word of success without an image',
  simulator: 'it sends no word of success without an image',
} as const

/** Section: When is a task finished? */
export const taskStates: RequirementGroup = {
  'FLUX-TASK-01': {
    statement: 'Only response counts: image_url and callback_url of the echoed request are not results.',
  },
  'FLUX-TASK-02': { statement: 'Without response a task is running.' },
  'FLUX-TASK-03': { statement: 'With response null a task is running.', except: oneForm },
  'FLUX-TASK-04': { statement: 'With response {} a task is running.', except: oneForm },
  'FLUX-TASK-05': {
    statement:
      'The status or state words succeed, succeeded, success, complete, completed, finished with an image: succeeded.',
  },
  'FLUX-TASK-06': {
    statement: 'The same words without an image: finished without an image, once that was seen on 3 polls over 10 s.',
    except: statusesWithImages,
  },
  'FLUX-TASK-07': { statement: 'The words failed, failure, error, cancelled, canceled, rejected: failed.' },
  'FLUX-TASK-08': { statement: 'Any other status or state word: running.' },
  'FLUX-TASK-09': { statement: 'success: true and at least one image_url in data: succeeded.' },
  'FLUX-TASK-10': { statement: 'success: true, no image, no finished_at: running, an acceptance and not a result.' },
  'FLUX-TASK-11': {
    statement:
      'success: true, no image, finished_at set: finished without an image, once that was seen on 3 polls over 10 s.',
  },
  'FLUX-TASK-12': { statement: 'success: false with a structured error: failed, with that code and message.' },
  'FLUX-TASK-13': { statement: 'success: false, finished_at set: failed.' },
  'FLUX-TASK-14': {
    statement: 'success: false, a bare string or no error, no finished_at: running for now, a passing hiccup.',
  },
  'FLUX-TASK-15': { statement: 'Such a hiccup is a failure once it has been seen on 3 polls in a row.' },
  'FLUX-TASK-16': { statement: 'An id that is unknown (404) for a moment has not failed.' },
  'FLUX-TASK-17': { statement: 'An id that is missing from items for a moment has not failed.' },
  'FLUX-TASK-18': { statement: 'An id that 5 confirmed polls over 5 minutes do not find is an unknown task.' },
  'FLUX-TASK-19': { statement: 'The rules apply in the order of the table: a word goes before success.' },
  'FLUX-TASK-20': {
    statement: 'success: null, no image, no finished_at: running; with finished_at: finished without an image.',
    except: oneForm,
  },
  'FLUX-TASK-21': {
    statement: 'finished_at inside the response makes a bare failure final, too.',
    except: oneForm,
  },
  'FLUX-TASK-22': {
    statement: 'A response of success: true with finished_at can be a snapshot of a task that goes on.',
  },
  'FLUX-TASK-23': { statement: 'A failure that lists an image keeps its link, and whether it was charged is unknown.' },
  'FLUX-TASK-24': { statement: 'A failure that shows a cost was charged.' },
  'FLUX-TASK-25': { statement: 'A structured failure without an image was not charged.' },
  'FLUX-TASK-26': { statement: 'A batch item that is missing is confirmed by a single retrieve.' },
  'FLUX-TASK-27': { statement: 'An id that was only typed ends its wait after 3 confirmed misses over 10 s.' },
  'FLUX-TASK-28': { statement: '503 service_unavailable inside the response of an accepted task is a failure.' },
  'FLUX-TASK-29': {
    statement: 'finished_at and elapsed are absent or null while a task runs.',
    except: oneForm,
  },
}
