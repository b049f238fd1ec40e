import { noClient, type RequirementGroup } from './requirement-line.ts'

/** Section: When the service refuses a size. */
export const refusedSizes: RequirementGroup = {
  'FLUX-REFUSED-01': {
    edition: 'readme',
    statement:
      'A default of the other edition is refused and sent once more: 1:1 of FLUX.2 becomes pixels, for one charge.',
    except: noClient,
  },
  'FLUX-REFUSED-02': {
    edition: 'current',
    statement: 'A size of the caller is sent once more in the other notation when the shape differs by at most 2 %.',
    except: noClient,
  },
  'FLUX-REFUSED-03': {
    edition: 'current',
    statement: 'Otherwise nothing is repeated or charged, and the error names the nearest sizes.',
    except: noClient,
  },
  'FLUX-REFUSED-04': {
    edition: 'readme',
    statement: 'What worked is remembered for the model once it was accepted.',
    except: noClient,
  },
  'FLUX-REFUSED-05': {
    edition: 'readme',
    statement: 'Repeating a refused size can be switched off.',
    except: noClient,
  },
}
