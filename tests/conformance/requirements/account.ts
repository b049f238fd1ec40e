import type { RequirementGroup } from './requirement-line.ts'

const core = { scripted: 'core does not read it yet', through: 'core does not read it yet' } as const

/** Section: the vendor's platform, at the end of "Finding a lost submission". */
export const account: RequirementGroup = {
  'FLUX-ACCOUNT-01': {
    says: 'GET /api/v1/usage/apis/?trace_id=… shows status_code and deducted_amount of a submission that was charged.',
    except: core,
  },
  'FLUX-ACCOUNT-02': { says: 'A submission that was refused was not deducted.', except: core },
  'FLUX-ACCOUNT-03': { says: 'A task that failed was not deducted.', except: core },
  'FLUX-ACCOUNT-04': { says: 'GET /api/v1/applications/ shows remaining_amount in credits.', except: core },
  'FLUX-ACCOUNT-05': { says: 'Both want a platform token.', except: core },
  'FLUX-ACCOUNT-06': { says: 'Responses carry the time of the service in the header Date.', except: core },
}
