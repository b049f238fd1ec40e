import { noClient, type RequirementGroup } from './requirement-line.ts'

/** Section: Uploading a local image. */
export const uploads: RequirementGroup = {
  'FLUX-UPLOAD-01': { says: 'Nothing documents data URIs for image_url.' },
  'FLUX-UPLOAD-02': { says: 'A file is uploaded by POST to /api/v1/files/ of https://platform.acedata.cloud.' },
  'FLUX-UPLOAD-03': { says: 'The file is the multipart field file.' },
  'FLUX-UPLOAD-04': { says: 'One file goes into one request.' },
  'FLUX-UPLOAD-05': { says: 'A file has 100 MB at most.' },
  'FLUX-UPLOAD-06': { says: 'The answer holds file_url and mime.' },
  'FLUX-UPLOAD-07': { says: 'An upload wants a platform token, not the API token.' },
  'FLUX-UPLOAD-08': {
    says: 'The customary environment variable of the platform token is ACEDATACLOUD_PLATFORM_TOKEN.',
    except: noClient,
  },
  'FLUX-UPLOAD-09': { says: 'The link is public: it can be fetched without a token.' },
  'FLUX-UPLOAD-10': { says: 'The link is permanent.', except: { scripted: 'a script has no tomorrow' } },
  'FLUX-UPLOAD-11': { says: 'The file name’s extension must match its bytes.' },
  'FLUX-UPLOAD-12': { says: 'An edit can start from the link.', except: { scripted: 'the service fetches the image' } },
}
