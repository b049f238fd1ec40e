import type { RequirementGroup } from './requirement-line.ts'

const matching = { simulator: 'the service lists, the client compares' } as const
const current = { edition: 'current', except: matching } as const

/** Section: Finding a lost submission. */
export const finding: RequirementGroup = {
  'FLUX-FIND-01': { ...current, statement: 'A lost submission is found by callback_url with the job’s own key.' },
  'FLUX-FIND-02': {
    ...current,
    statement: 'Without one it is found by prompt, action, model and size within the window of the attempt.',
  },
  'FLUX-FIND-03': { ...current, statement: 'A task that a known job owns is not a lost one.' },
  'FLUX-FIND-04': {
    ...current,
    statement: 'n identical lost jobs and n candidates are matched in order; any other numbers match nothing.',
  },
  'FLUX-FIND-05': {
    statement: 'An error of the listing means not found, which is never "not charged".',
    except: matching,
  },
  'FLUX-FIND-06': {
    ...current,
    statement: 'The window is in the service’s time, by the offset of the Date header.',
    except: { ...matching, through: 'core and the simulator share one clock' },
  },
  'FLUX-FIND-07': {
    edition: 'current',
    statement: 'A time window without an account may be refused: then nothing is found.',
  },
}
