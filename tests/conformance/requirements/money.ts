import { noClient, noService, type RequirementGroup } from './requirement-line.ts'

const noPort = { simulator: 'what never reaches it cannot be checked by it' } as const

/** Section: Submitting is not idempotent. */
export const money: RequirementGroup = {
  'FLUX-MONEY-01': { statement: 'A submission that succeeds costs money.', except: noService },
  'FLUX-MONEY-02': { statement: 'There is no idempotency key: the same submission again is another task.' },
  'FLUX-MONEY-03': { statement: 'A submission is repeated when the connection was refused.', except: noPort },
  'FLUX-MONEY-04': {
    statement: 'A submission is repeated when the name was not found.',
    except: { ...noPort, through: 'the simulator’s address is not a name' },
  },
  'FLUX-MONEY-05': { statement: 'A submission is repeated when TLS was not established.', except: noPort },
  'FLUX-MONEY-06': { statement: 'A submission is repeated after a well-formed 429.', except: noClient },
  'FLUX-MONEY-07': {
    statement: 'A submission is repeated after a well-formed 500 api_error only when the caller opted in.',
    except: noClient,
  },
  'FLUX-MONEY-08': { statement: 'After a reset the outcome is unknown, and nothing is repeated.', except: noClient },
  'FLUX-MONEY-09': { statement: 'After a timeout the outcome is unknown, and nothing is repeated.', except: noClient },
  'FLUX-MONEY-10': {
    statement: 'After a gateway’s 502 or 504 page the outcome is unknown, and nothing is repeated.',
    except: noClient,
  },
  'FLUX-MONEY-11': {
    statement: 'After a body that cannot be read the outcome is unknown, and nothing is repeated.',
    except: noClient,
  },
  'FLUX-MONEY-12': { statement: 'Reads of /flux/tasks are retried freely.', except: noClient },
  'FLUX-MONEY-13': { statement: 'Downloads of images are retried freely.', except: noClient },
  'FLUX-MONEY-14': { statement: 'An answer that was lost does not mean that nothing was accepted.', except: noService },
  'FLUX-MONEY-15': {
    statement: 'An error that names a task, in any spelling, is an acceptance: it is never repeated.',
    except: noClient,
  },
  'FLUX-MONEY-16': {
    statement: 'An error that carries an image is an acceptance: it is never repeated, and the link is kept.',
    except: noClient,
  },
  'FLUX-MONEY-17': {
    statement: 'A submission is repeated after a well-formed 503 service_unavailable only when the caller opted in.',
    except: noClient,
  },
  'FLUX-MONEY-18': {
    statement: 'After a 408 the outcome is unknown, and nothing is repeated.',
    except: noClient,
  },
  'FLUX-MONEY-19': {
    statement:
      'An empty or HTML 401, 403, 404, 405, 413, 415, 429 or 431 is a gateway’s refusal: not charged, never repeated.',
  },
  'FLUX-MONEY-20': {
    statement: 'Through a proxy such a refusal says nothing, since scanning proxies replace responses.',
    except: { ...noClient, through: 'the simulator is not a proxy' },
  },
}
