import { noClient, type RequirementGroup } from './requirement-line.ts'

const readme = { edition: 'readme' } as const
const current = { edition: 'current' } as const

/** Section: the table of models under POST /flux/images. */
export const models: RequirementGroup = {
  'FLUX-MODEL-01': {
    ...readme,
    statement: 'The nine models of the vendor’s README generate, flux-pro of its prices included.',
  },
  'FLUX-MODEL-02': { ...readme, statement: 'flux-kontext-pro and flux-kontext-max edit, too.' },
  'FLUX-MODEL-03': { ...current, statement: 'The eight models of the current guide generate.' },
  'FLUX-MODEL-04': {
    statement: 'A model id that the registry does not know can be used on purpose; its size is left to the service.',
    except: noClient,
  },
  'FLUX-MODEL-05': { statement: 'A model that does not exist is invalid.' },
  'FLUX-MODEL-06': { ...current, statement: 'Every model of the current guide edits.' },
  'FLUX-MODEL-07': {
    ...current,
    statement:
      'flux-pro-1.1 and flux-pro-1.1-ultra are retired: invalid there, and not charged; a client may still try.',
  },
  'FLUX-MODEL-08': {
    ...readme,
    statement: 'flux-2-klein is not known there: invalid, and not charged; a client may still try.',
  },
  'FLUX-MODEL-09': { statement: 'model is always sent, because the documented defaults differ.', except: noClient },
  'FLUX-MODEL-10': { statement: 'A request without a model generates with flux-dev.' },
}
