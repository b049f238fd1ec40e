import { noClient, type RequirementGroup } from './requirement-line.ts'

const oneHost = 'the simulator serves images only at its own address' as const

/** Section: Images. */
export const images: RequirementGroup = {
  'FLUX-IMAGE-01': {
    statement:
      'image_url points at several hosts: fal.media, aliyuncs.com, cdn.acedata.cloud, platform2.cdn.acedata.cloud.',
    except: { through: oneHost, simulator: oneHost },
  },
  'FLUX-IMAGE-02': {
    statement: 'Images are PNG, JPEG or WebP.',
    except: { through: 'the simulator draws no WebP', simulator: 'it draws no WebP' },
  },
  'FLUX-IMAGE-03': { statement: 'Links are not promised to last.' },
  'FLUX-IMAGE-04': { statement: 'Trust the bytes, not the URL.', except: noClient },
  'FLUX-IMAGE-05': { statement: 'Trust the bytes, not the content type.', except: noClient },
  'FLUX-IMAGE-06': { statement: 'Images are fetched by their link, without a token.' },
  'FLUX-IMAGE-07': { statement: 'A download keeps trying while the host of the image is down.' },
}
