import { noClient, type RequirementGroup } from './requirement-line.ts'

const readme = { edition: 'readme' } as const
const current = { edition: 'current' } as const

/** Section: sizes in the table of models, the defaults beside them, and the ratios below. */
export const sizes: RequirementGroup = {
  'FLUX-SIZE-01': { ...readme, statement: 'flux-dev takes pixels, 256 ≤ side ≤ 1440, multiples of 32.' },
  'FLUX-SIZE-02': { ...readme, statement: 'flux-pro-1.1 takes pixels, 256 ≤ side ≤ 1440, multiples of 32.' },
  'FLUX-SIZE-03': { ...readme, statement: 'flux-pro-1.1-ultra takes ratios only.' },
  'FLUX-SIZE-04': { ...readme, statement: 'flux-kontext-pro takes ratios only.' },
  'FLUX-SIZE-05': { ...readme, statement: 'flux-kontext-max takes ratios only.' },
  'FLUX-SIZE-06': { ...readme, statement: 'flux-2-flex takes pixels, side ≥ 64, multiples of 32.' },
  'FLUX-SIZE-07': { ...readme, statement: 'flux-2-pro takes pixels, side ≥ 64, multiples of 32.' },
  'FLUX-SIZE-08': { ...readme, statement: 'flux-2-max takes pixels, side ≥ 64, multiples of 32.' },
  'FLUX-SIZE-09': { ...readme, statement: 'flux-pro takes pixels 256-1440, as flux-dev.' },
  'FLUX-SIZE-11': { ...readme, statement: 'Both x and y must meet the rule.' },
  'FLUX-SIZE-12': { ...readme, statement: 'The ratios are 1:1 16:9 21:9 3:2 2:3 4:5 5:4 3:4 4:3 9:16 9:21.' },
  'FLUX-SIZE-13': {
    statement: 'The flux-2 models have no documented upper limit.',
    except: {
      through: 'the simulator bounds a drawing at 4096 pixels a side',
      simulator: 'it bounds a drawing at 4096 pixels a side',
    },
  },
  'FLUX-SIZE-14': {
    ...readme,
    statement: 'size is optional.',
    except: { scripted: 'it is always sent', through: 'it is always sent' },
  },
  'FLUX-SIZE-15': {
    ...current,
    statement: 'size is required for every model and action; without it: 400 bad_request, size is required.',
    except: { scripted: 'it is always sent', through: 'it is always sent' },
  },
  'FLUX-SIZE-16': { statement: 'size is always sent.', except: noClient },
  'FLUX-SIZE-17': { ...current, statement: 'flux-dev takes 1024x1024, 1024x1792, 1792x1024, or a ratio.' },
  'FLUX-SIZE-18': { ...current, statement: 'flux-pro takes 1024x1024, 1024x1792, 1792x1024, or a ratio.' },
  'FLUX-SIZE-19': { ...current, statement: 'flux-kontext-pro takes ratios only.' },
  'FLUX-SIZE-20': { ...current, statement: 'flux-kontext-max takes ratios only.' },
  'FLUX-SIZE-21': { ...current, statement: 'flux-2-flex takes ratios only; pixels: 400.' },
  'FLUX-SIZE-22': { ...current, statement: 'flux-2-pro takes ratios only; pixels: 400.' },
  'FLUX-SIZE-23': { ...current, statement: 'flux-2-max takes ratios only; pixels: 400.' },
  'FLUX-SIZE-24': { ...current, statement: 'flux-2-klein takes ratios only.' },
  'FLUX-SIZE-25': { ...current, statement: 'The ratios are those of the README without 4:5 and 5:4.' },
  'FLUX-SIZE-26': {
    statement: 'The default sizes are 1024x1024 for flux-dev, flux-pro and flux-pro-1.1, and 1:1 for all others.',
    except: { ...noClient, through: 'a model’s default may be a size that only one edition takes' },
  },
  'FLUX-SIZE-27': {
    statement: 'An edit without a size is sent the size nearest to its input image; 1:1 only when nothing is known.',
    except: { simulator: 'the size is chosen by the client' },
  },
  'FLUX-SIZE-28': { statement: 'A size that one edition accepts is never refused by the client.', except: noClient },
  'FLUX-SIZE-29': {
    statement: 'A size that neither edition accepts is refused before it is sent, unless it is sent on purpose.',
    except: noClient,
  },
}
