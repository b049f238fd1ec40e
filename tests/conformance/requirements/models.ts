import { noClient, type RequirementGroup } from './requirement-line.ts'

const readme = { edition: 'readme' } as const
const current = { edition: 'current' } as const

/** Section: the table of models under POST /flux/images. */
export const models: RequirementGroup = {
  'FLUX-MODEL-01': {
    ...readme,
    says: 'The nine models of the vendor’s README generate, flux-pro of its prices included.',
  },
  'FLUX-MODEL-02': { ...readme, says: 'flux-kontext-pro and flux-kontext-max edit, too.' },
  'FLUX-MODEL-03': { ...current, says: 'The eight models of the current guide generate.' },
  'FLUX-MODEL-04': {
    says: 'A model id that the registry does not know can be used on purpose; its size is left to the service.',
    except: noClient,
  },
  'FLUX-MODEL-05': { says: 'A model that does not exist is invalid.' },
  'FLUX-MODEL-06': { ...current, says: 'Every model of the current guide edits.' },
  'FLUX-MODEL-07': {
    ...current,
    says: 'flux-pro-1.1 and flux-pro-1.1-ultra are retired: invalid there, and not charged; a client may still try.',
  },
  'FLUX-MODEL-08': {
    ...readme,
    says: 'flux-2-klein is not known there: invalid, and not charged; a client may still try.',
  },
  'FLUX-MODEL-09': { says: 'model is always sent, because the documented defaults differ.', except: noClient },
  'FLUX-MODEL-10': { says: 'A request without a model generates with flux-dev.' },
}
