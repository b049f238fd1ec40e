import { noClient, noService, type RequirementGroup } from './requirement-line.ts'

/** Section: POST /flux/images. */
export const submissions: RequirementGroup = {
  'FLUX-SUBMIT-01': { says: 'Images are ordered by POST /flux/images.' },
  'FLUX-SUBMIT-02': { says: 'action is required, and is generate or edit.' },
  'FLUX-SUBMIT-03': { says: 'prompt is required to generate.' },
  'FLUX-SUBMIT-04': { says: 'prompt is required to edit.' },
  'FLUX-SUBMIT-06': { edition: 'readme', says: 'edit supports flux-kontext-pro and flux-kontext-max only.' },
  'FLUX-SUBMIT-07': { says: 'count is a whole number from 1.' },
  'FLUX-SUBMIT-08': { says: 'count is 1 when it is not named.' },
  'FLUX-SUBMIT-09': { edition: 'readme', says: 'count is invalid for edit.' },
  'FLUX-SUBMIT-10': { says: 'image_url is required for edit.' },
  'FLUX-SUBMIT-11': { says: 'image_url is a URL.' },
  'FLUX-SUBMIT-12': {
    says: 'image_url links directly to the image, not to a page.',
    except: { scripted: 'the service fetches the image, the client does not' },
  },
  'FLUX-SUBMIT-13': { says: 'With callback_url the call returns at once with task_id.' },
  'FLUX-SUBMIT-14': { says: 'The result is POSTed to callback_url later.' },
  'FLUX-SUBMIT-15': { says: 'With async: true the call returns at once with task_id, to be polled at /flux/tasks.' },
  'FLUX-SUBMIT-16': {
    says: 'Without async or callback_url the call holds the connection until the images are ready.',
  },
  'FLUX-SUBMIT-17': { says: 'A held call often takes one or two minutes.', except: noService },
  'FLUX-SUBMIT-18': { says: 'size is WIDTHxHEIGHT or W:H.' },
  'FLUX-SUBMIT-19': { says: 'An edit asks for what the request says, under the names of the table.', except: noClient },
  'FLUX-SUBMIT-20': { says: 'callback_url is a URL.' },
  'FLUX-SUBMIT-21': { says: 'The service ignores fields that it does not know, and a caller can pass them through.' },
  'FLUX-SUBMIT-22': { edition: 'current', says: 'count: 1 is accepted on an edit.' },
}
