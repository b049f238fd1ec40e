import type { ApiError } from '../contract/api-error.ts'

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  const bytes = Buffer.from(JSON.stringify(body))
  return new Response(bytes, {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(bytes.byteLength),
      'cache-control': 'no-store',
      ...headers,
    },
  })
}

export function errorAnswer(error: ApiError, traceId: string, taskId?: string): Response {
  return json(
    {
      success: false,
      ...(taskId === undefined ? {} : { task_id: taskId }),
      error: { code: error.code, message: error.message },
      trace_id: traceId,
    },
    error.status,
    error.retryAfter === undefined ? {} : { 'retry-after': error.retryAfter },
  )
}

const reasons: Readonly<Record<number, string>> = {
  401: 'Authorization Required',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Not Allowed',
  413: 'Request Entity Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  502: 'Bad Gateway',
  504: 'Gateway Time-out',
}

/** The page that a proxy in front of the service shows. */
export function gatewayPage(status: number): Response {
  const title = `${status} ${reasons[status] ?? 'Error'}`
  const page = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`
  return new Response(page, { status, headers: { 'content-type': 'text/html' } })
}

export function emptyAnswer(status: number): Response {
  return new Response(null, { status, headers: { 'content-length': '0' } })
}
