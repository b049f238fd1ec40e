import { asObject, asText } from './json.ts'

/** The answer to a file upload. @returns `undefined` when there is no link in it */
export function readUpload(json: unknown): { url: string; mimeType: string | undefined } | undefined {
  const raw = asObject(json)
  const url = asText(raw?.['file_url'])
  return url === undefined ? undefined : { url, mimeType: asText(raw?.['mime']) }
}
