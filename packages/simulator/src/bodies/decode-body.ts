import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'

const decoders: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  gzip: gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
}

/** Decodes a body as the global `fetch` does: whatever was requested, and keeping the headers. */
export async function decodeBody(response: Response): Promise<Response> {
  const decode = decoders[response.headers.get('content-encoding') ?? '']
  if (!decode || !response.body) return response
  const bytes = decode(new Uint8Array(await response.arrayBuffer())) as Uint8Array<ArrayBuffer>
  return new Response(bytes, { status: response.status, headers: response.headers })
}
