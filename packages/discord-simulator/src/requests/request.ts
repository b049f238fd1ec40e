import type { JsonObject } from '../json.ts'

export interface UploadedFile {
  /** n of `files[n]`, which the `attachments` of the body refer to as `id`. */
  readonly index: number
  readonly filename: string
  readonly contentType: string
  readonly bytes: Uint8Array
}

/** A REST request after transport: path below `/api/v10`, body parsed, uploads apart. */
export interface RestRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly authorization: string | undefined
  /** undefined: there was no body. */
  readonly json: unknown
  readonly files: readonly UploadedFile[]
  readonly multipart: boolean
}

export interface RestAnswer {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export function ok(body: JsonObject | readonly unknown[]): RestAnswer {
  return { status: 200, body }
}

export const noContent: RestAnswer = { status: 204 }
