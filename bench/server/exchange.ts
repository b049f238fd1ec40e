import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Jobs } from './jobs.ts'

/** One request as a format sees it. */
export interface Exchange {
  readonly method: string
  /** Without the format's own prefix and without the query. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly body: unknown
  readonly origin: string
  readonly outgoing: ServerResponse
  readonly jobs: Jobs
}

/** Answers in the words of one vendor. */
export type Format = (exchange: Exchange) => void

export function sendJson(outgoing: ServerResponse, value: unknown, status = 200): void {
  sendText(outgoing, JSON.stringify(value), 'application/json', status)
}

export function sendText(outgoing: ServerResponse, text: string, type: string, status = 200): void {
  const bytes = Buffer.from(text)
  outgoing.writeHead(status, { 'content-type': type, 'content-length': bytes.byteLength }).end(bytes)
}

/** Calls back when a moment has come; a connection that was given up meanwhile is left alone. */
export function at(atMs: number, nowMs: number, outgoing: ServerResponse, then: () => void): void {
  setTimeout(
    () => {
      if (!outgoing.destroyed) then()
    },
    Math.max(0, atMs - nowMs),
  )
}
