import { noClient, noService, type RequirementGroup } from './requirement-line.ts'

/** Section: the head of the contract, on every call. */
export const calls: RequirementGroup = {
  'FLUX-CALL-01': {
    statement: 'The base URL is https://api.acedata.cloud.',
    except: {
      through: 'a local double lives at an address of its own',
      simulator: 'a local double lives at an address of its own',
    },
  },
  'FLUX-CALL-02': { statement: 'Every call is a POST.' },
  'FLUX-CALL-03': { statement: 'Bodies are JSON, and content-type is application/json.' },
  'FLUX-CALL-04': { statement: 'The token goes into the header authorization: Bearer {token}.' },
  'FLUX-CALL-05': {
    statement: 'The header accept is application/json.',
    except: { simulator: 'nothing says what a call without it is answered' },
  },
  'FLUX-CALL-06': {
    statement: 'The customary environment variable of the token is ACEDATACLOUD_API_TOKEN.',
    except: noClient,
  },
  'FLUX-CALL-07': {
    statement: 'Tokens come from https://platform.acedata.cloud/console/applications.',
    except: noClient,
  },
  'FLUX-CALL-08': {
    statement: 'Balance is topped up at https://platform.acedata.cloud/console/coin.',
    except: noClient,
  },
  'FLUX-CALL-09': { statement: 'Any other address of the API does not exist.', except: noService },
  'FLUX-CALL-10': {
    statement: 'The customary environment variable of the base URL is ACEDATACLOUD_API_BASE_URL.',
    except: { ...noClient, through: 'the environment belongs to the whole process' },
  },
  'FLUX-CALL-11': {
    statement: 'A token can be limited to some APIs: without /flux/tasks an image is paid for and cannot be polled.',
  },
}
