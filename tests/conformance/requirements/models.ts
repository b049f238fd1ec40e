import { noClient, type RequirementGroup } from './requirement-line.ts'

/** Section: the table of models under POST /flux/images. */
export const models: RequirementGroup = {
  'FLUX-MODEL-01': { says: 'The eight models of the vendor’s README all generate.' },
  'FLUX-MODEL-02': { says: 'flux-kontext-pro and flux-kontext-max edit, too.' },
  'FLUX-MODEL-03': { says: 'flux-pro and flux-2-klein, seen elsewhere, work as well.' },
  'FLUX-MODEL-04': {
    says: 'A model id that the registry does not know can be used on purpose; its size is left to the service.',
    except: noClient,
  },
  'FLUX-MODEL-05': { says: 'A model that does not exist is invalid.' },
  'FLUX-SIZE-01': { says: 'flux-dev takes pixels, 256 ≤ side ≤ 1440, multiples of 32.', edition: 'readme' },
  'FLUX-SIZE-02': { says: 'flux-pro-1.1 takes pixels, 256 ≤ side ≤ 1440, multiples of 32.', edition: 'readme' },
  'FLUX-SIZE-03': { says: 'flux-pro-1.1-ultra takes ratios only.', edition: 'readme' },
  'FLUX-SIZE-04': { says: 'flux-kontext-pro takes ratios only.', edition: 'readme' },
  'FLUX-SIZE-05': { says: 'flux-kontext-max takes ratios only.', edition: 'readme' },
  'FLUX-SIZE-06': { says: 'flux-2-flex takes pixels, side ≥ 64, multiples of 32.', edition: 'readme' },
  'FLUX-SIZE-07': { says: 'flux-2-pro takes pixels, side ≥ 64, multiples of 32.', edition: 'readme' },
  'FLUX-SIZE-08': { says: 'flux-2-max takes pixels, side ≥ 64, multiples of 32.', edition: 'readme' },
  'FLUX-SIZE-09': { says: 'flux-pro takes pixels 256-1440, as flux-dev.', edition: 'readme' },
  'FLUX-SIZE-11': { says: 'Both x and y must meet the rule.', edition: 'readme' },
  'FLUX-SIZE-12': { says: 'The ratios are 1:1 16:9 21:9 3:2 2:3 4:5 5:4 3:4 4:3 9:16 9:21.', edition: 'readme' },
  'FLUX-SIZE-13': {
    says: 'The flux-2 models have no documented upper limit.',
    except: {
      through: 'the simulator bounds a drawing at 4096 pixels a side',
      simulator: 'it bounds a drawing at 4096 pixels a side',
    },
  },
}
