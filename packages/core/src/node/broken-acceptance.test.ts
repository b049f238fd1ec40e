import { describe, expect, test } from 'vitest'
import { isFluxError } from '../errors/is-flux-error.ts'
import { tcpServer } from '../http/fixtures/servers.ts'
import { createFluxClient } from './index.ts'

const body = '{"task_id":"task-0123456789","trace_id":"trace-1"}'
const chunked = (...parts: readonly string[]): string =>
  parts.map((part) => `${part.length.toString(16)}\r\n${part}\r\n`).join('')

const answers: readonly (readonly [string, string])[] = [
  [
    'with a length',
    `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  ],
  [
    'in chunks with a trailer',
    `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ntrailer: x-checksum\r\n\r\n${chunked(body.slice(0, 20), body.slice(20))}0\r\nx-checksum: 1\r\n\r\n`,
  ],
  [
    'after early hints, with a header twice',
    `HTTP/1.1 103 Early Hints\r\nlink: </a>; rel=preload\r\n\r\nHTTP/1.1 200 OK\r\nset-cookie: a=1\r\nset-cookie: b=2\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  ],
  ['with a status of its own', `HTTP/1.1 502 Bad Gateway\r\ncontent-length: ${body.length}\r\n\r\n${body}`],
]

/** What one submission comes to when so many bytes of the answer arrive. */
async function submitTo(
  answer: string,
  end: 'close' | 'reset',
): Promise<{ readonly posts: number; readonly outcome: unknown }> {
  let posts = 0
  const { url } = await tcpServer((socket) => {
    let request = ''
    socket.on('data', (data) => {
      request += String(data)
      if (!request.includes('\r\n\r\n') || !request.endsWith('}')) return
      request = ''
      posts++
      socket.write(answer, () => (end === 'close' ? socket.end() : socket.resetAndDestroy()))
      if (answer === '') socket.destroy()
    })
  })
  await using client = createFluxClient({ token: 'sk-secret-token', baseUrl: url.href, findLost: false })
  const outcome: unknown = await client
    .submit({ action: 'generate', prompt: 'a red fox' })
    .catch((error: unknown) => error)
  return { posts, outcome }
}

describe.each(answers)('an acceptance %s', (_, answer) => {
  const idEnds = answer.indexOf('6789"') + 5

  test.each(['close', 'reset'] as const)(
    'that breaks off at any byte by a %s is never called free, is sent once, and keeps the task id that arrived',
    async (end) => {
      for (let bytes = 0; bytes < answer.length; bytes += 3) {
        const { posts, outcome } = await submitTo(answer.slice(0, bytes), end)
        const { charged, taskId } = isFluxError(outcome)
          ? outcome
          : { charged: 'yes', taskId: (outcome as { readonly id?: string }).id }
        // A reset may overtake what was written before it.
        const mayLackId = bytes < idEnds || end === 'reset'
        const isKept = taskId === 'task-0123456789' || (mayLackId && taskId === undefined)
        expect({ bytes, posts, isFree: charged === 'no', isKept }).toEqual({
          bytes,
          posts: 1,
          isFree: false,
          isKept: true,
        })
      }
    },
  )
})
