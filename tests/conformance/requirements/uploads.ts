import { noClient, type RequirementGroup } from './requirement-line.ts'

/** Section: Uploading a local image. */
export const uploads: RequirementGroup = {
  'FLUX-UPLOAD-01': { statement: 'Nothing documents data URIs for image_url.' },
  'FLUX-UPLOAD-02': { statement: 'A file is uploaded by POST to /api/v1/files/ of https://platform.acedata.cloud.' },
  'FLUX-UPLOAD-03': { statement: 'The file is the multipart field file.' },
  'FLUX-UPLOAD-04': { statement: 'One file goes into one request.' },
  'FLUX-UPLOAD-05': { statement: 'A file has 100 MB at most.' },
  'FLUX-UPLOAD-06': { statement: 'The answer holds file_url and mime.' },
  'FLUX-UPLOAD-07': { statement: 'An upload wants a platform token, not the API token.' },
  'FLUX-UPLOAD-08': {
    statement: 'The customary environment variable of the platform token is ACEDATACLOUD_PLATFORM_TOKEN.',
    except: noClient,
  },
  'FLUX-UPLOAD-09': { statement: 'The link is public: it can be fetched without a token.' },
  'FLUX-UPLOAD-10': { statement: 'The link is permanent.', except: { scripted: 'a script has no tomorrow' } },
  'FLUX-UPLOAD-11': { statement: 'The file name’s extension must match its bytes.' },
  'FLUX-UPLOAD-12': {
    statement: 'An edit can start from the link.',
    except: { scripted: 'the service fetches the image' },
  },
}
