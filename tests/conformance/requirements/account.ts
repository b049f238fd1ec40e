import { noClient, type RequirementGroup } from './requirement-line.ts'

/** Section: the vendor's platform, at the end of "Finding a lost submission". */
export const account: RequirementGroup = {
  'FLUX-ACCOUNT-01': {
    statement:
      'GET /api/v1/usage/apis/?trace_id=… shows status_code and deducted_amount of a submission that was charged.',
  },
  'FLUX-ACCOUNT-02': { statement: 'A submission that was refused was not deducted.' },
  'FLUX-ACCOUNT-03': { statement: 'A task that failed was not deducted.' },
  'FLUX-ACCOUNT-04': { statement: 'GET /api/v1/applications/ shows remaining_amount in credits.' },
  'FLUX-ACCOUNT-05': { statement: 'Both want a platform token.' },
  'FLUX-ACCOUNT-06': {
    statement: 'Responses carry the time of the service in the header Date.',
    except: { scripted: 'a script has no time of its own', through: 'FLUX-FIND-06 uses it' },
  },
  'FLUX-ACCOUNT-07': { statement: 'What is not booked is not known: never "not charged".', except: noClient },
}
