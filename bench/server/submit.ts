import { faults, readPrompt } from './job.ts'
import { type Exchange, sendJson, sendText } from './exchange.ts'
import type { Job } from './jobs.ts'

const gatewayPage = '<html><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1></body></html>'

/** Takes a submission, with its fault: `answer` says in the format's words that the job was accepted. */
export function submit(exchange: Exchange, prompt: unknown, answer: (job: Job) => void): void {
  const { jobs, outgoing } = exchange
  const spec = readPrompt(prompt)
  if (spec === undefined) return sendJson(outgoing, { error: 'The prompt is not a job.' }, 400)
  jobs.counts.submissions += 1
  const fault = jobs.isFirst(spec) ? spec.fault : undefined
  const job = fault === undefined || faults[fault].accepted ? jobs.accept(spec) : undefined
  switch (fault) {
    case undefined:
      if (job) answer(job)
      return
    case 'reset after accepting':
    case 'reset before reading':
      outgoing.socket?.resetAndDestroy()
      return
    case 'reset in the middle of the answer':
      sendHalf(exchange)
      setTimeout(() => outgoing.socket?.resetAndDestroy(), 50)
      return
    case 'no answer at all':
      return
    case 'stalled answer':
      sendHalf(exchange)
      return
    case 'gateway page, 502':
      return sendText(outgoing, gatewayPage, 'text/html', 502)
    case 'gateway page, 503':
      return sendText(outgoing, gatewayPage, 'text/html', 503)
    case 'gateway page, 504':
      return sendText(outgoing, gatewayPage, 'text/html', 504)
    case 'JSON error, 500':
      return sendJson(outgoing, failure('api_error'), 500)
    case 'JSON error, 503':
      return sendJson(outgoing, failure('api_error'), 503)
    case 'timeout, 408':
      return sendJson(outgoing, failure('timeout'), 408)
    case 'malformed JSON':
      return sendText(outgoing, '{"task_id": "job-', 'application/json')
    case 'empty answer':
      return sendText(outgoing, '', 'application/json')
    case '429 that names the task by a number':
      return sendJson(outgoing, { ...failure('too_many_requests'), task_id: 12_345 }, 429)
    case '500 that names the task further inside':
      return sendJson(outgoing, { ...failure('api_error'), result: { task: { id: job?.id } } }, 500)
    case '503 that lists the image':
      return sendJson(
        outgoing,
        { ...failure('api_error'), data: [{ image_url: 'https://cdn.example.com/a.png' }] },
        503,
      )
    case '400 that names the task':
      return sendJson(outgoing, { ...failure('bad_request'), task_id: job?.id }, 400)
    case 'page of something else, 200':
      return sendText(outgoing, gatewayPage, 'text/html')
    case 'unasked 100 Continue, then a reset':
      outgoing.writeContinue(() => setTimeout(() => outgoing.socket?.resetAndDestroy(), 50))
      return
    case 'rate limit, 429':
      outgoing.setHeader('retry-after', '1')
      return sendJson(outgoing, failure('too_many_requests'), 429)
  }
}

function failure(code: string): object {
  return { success: false, error: { code, message: 'Something went wrong.' } }
}

function sendHalf({ outgoing }: Exchange): void {
  outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': 400 })
  outgoing.write('{"success": true, "task_id": "')
}
