import { noClient, noService, type RequirementGroup } from './requirement-line.ts'

/** Section: POST /flux/images. */
export const submissions: RequirementGroup = {
  'FLUX-SUBMIT-01': { statement: 'Images are ordered by POST /flux/images.' },
  'FLUX-SUBMIT-02': { statement: 'action is required, and is generate or edit.' },
  'FLUX-SUBMIT-03': { statement: 'prompt is required to generate.' },
  'FLUX-SUBMIT-04': { statement: 'prompt is required to edit.' },
  'FLUX-SUBMIT-06': { edition: 'readme', statement: 'edit supports flux-kontext-pro and flux-kontext-max only.' },
  'FLUX-SUBMIT-07': { statement: 'count is a whole number from 1.' },
  'FLUX-SUBMIT-08': { statement: 'count is 1 when it is not named.' },
  'FLUX-SUBMIT-09': { edition: 'readme', statement: 'count is invalid for edit.' },
  'FLUX-SUBMIT-10': { statement: 'image_url is required for edit.' },
  'FLUX-SUBMIT-11': { statement: 'image_url is a URL.' },
  'FLUX-SUBMIT-12': {
    statement: 'image_url links directly to the image, not to a page.',
    except: { scripted: 'the service fetches the image, the client does not' },
  },
  'FLUX-SUBMIT-13': { statement: 'With callback_url the call returns at once with task_id.' },
  'FLUX-SUBMIT-14': { statement: 'The result is POSTed to callback_url later.' },
  'FLUX-SUBMIT-15': {
    statement: 'With async: true the call returns at once with task_id, to be polled at /flux/tasks.',
  },
  'FLUX-SUBMIT-16': {
    statement: 'Without async or callback_url the call holds the connection until the images are ready.',
  },
  'FLUX-SUBMIT-17': { statement: 'A held call often takes one or two minutes.', except: noService },
  'FLUX-SUBMIT-18': { statement: 'size is WIDTHxHEIGHT or W:H.' },
  'FLUX-SUBMIT-19': {
    statement: 'An edit asks for what the request says, under the names of the table.',
    except: noClient,
  },
  'FLUX-SUBMIT-20': { statement: 'callback_url is a URL.' },
  'FLUX-SUBMIT-21': {
    statement: 'The service ignores fields that it does not know, and a caller can pass them through.',
  },
  'FLUX-SUBMIT-22': { edition: 'current', statement: 'count: 1 is accepted on an edit.' },
}
