import type { Fault, FaultKind } from '@fluxkit/simulator'

/** Every kind of fault in plain words. */
const phrases: Readonly<Record<FaultKind, string>> = {
  429: 'too many requests (429), with the time to wait',
  500: 'the service fails (500, `api_error`)',
  502: 'a gateway error page (502); the request did not reach the service',
  503: 'the service is unavailable (503, `service_unavailable`)',
  504: 'a gateway error page (504); the request did not reach the service',
  error: 'the service refuses',
  moderation: 'moderation refuses the prompt (403)',
  'bare-error': 'status 500 with a plain string as error',
  'no-error': 'status 500 with `{"success": false}` and nothing else',
  'echo-error': 'the service refuses and quotes the prompt and the token',
  'error-with-task': 'an error that names a task: the request was processed',
  'gateway-refusal': 'a gateway refuses',
  'unrelated-404': '404 with JSON that is not the service’s',
  slow: 'the response comes late, after 3 s',
  'hang-before': 'no response, and the request was not processed',
  'hang-after': 'no response, but the request was processed',
  'hang-mid-body': 'half of the response, then nothing',
  'reset-before': 'the connection is reset before the request was processed',
  'reset-after': 'the connection is reset after the request was processed',
  'reset-mid-body': 'the connection is reset in the middle of the response',
  'malformed-json': 'the response is JSON that is cut short',
  'empty-body': 'the response is empty',
  'missing-fields': 'the response is `{}`',
  'enormous-body': 'the response never ends',
  'unasked-encoding': 'the response is compressed, unrequested',
  'unasked-continue': 'a `100 Continue` comes first, unrequested',
  'empty-list': 'no task is listed',
  'task-fails': 'the task fails, with a code and a message',
  'bare-failure': 'the task fails with only a text',
  'echo-failure': 'the task fails, and the message quotes the request and the token',
  'failure-with-image': 'the task fails, yet lists an image',
  hiccup: 'two polls show a failure that passes',
  'hiccup-forever': 'every poll shows a failure that is not final',
  'status-word': 'the running task shows a status word that nobody documents',
  'accepted-response': 'the running task shows `success: true` and no image',
  'progress-snapshot': 'the running task shows `success: true`, no image, and `finished_at`',
  'no-image': 'the task finishes without an image',
  'fewer-images': 'the task gives one image of those requested',
  'iso-times': 'times come as text',
  'lying-times': 'the times of the task are wrong',
  'never-finishes': 'the task runs forever',
  'unknown-task': 'the service does not know the task for the first 5 s',
  'malformed-item': 'a task is shown in an unreadable form',
  'item-missing': 'the task is missing from the list',
  'image-404': 'the image is missing (404)',
  'image-host-down': 'the host of the image is down for 10 s',
  'image-truncated': 'half of the image arrives, with the full content-length',
  'image-html': 'a page comes instead of the image',
  'image-jpeg': 'a JPEG comes under the name of a PNG',
  'image-endless': 'the image never ends',
  'image-redirect-private': 'the link redirects to a private address',
  'image-redirect-loop': 'the link redirects to itself',
  'callback-lost': 'the callback is never sent',
  'callback-twice': 'the callback is sent twice',
  'callback-late': 'the callback comes 10 s late',
  'callback-forged': 'three forged callbacks come before the true one',
  'callback-acceptance': 'the callback has no result',
  'callback-bare-failure': 'the callback says that the task failed, which is wrong',
}

const shapes: Readonly<Record<NonNullable<Fault['shape']>, string>> = {
  string: 'that names the task',
  number: 'that names the task by a number',
  nested: 'that names the task deep inside',
  'non-ascii': 'that names the task in letters beyond ASCII',
  images: 'that holds links of images',
}

/** Variants that say something else than their kind. */
export function phraseOf(fault: Fault): string {
  const { kind, accepted, forever, code, status, retryAfter, ms } = fault
  if (retryAfter === 'none') return 'too many requests (429), without a time to wait'
  if (accepted) return `a gateway error page (${kind}), but the request was processed`
  if (forever) return 'the service never knows the task'
  if (kind === 'error') return `the service refuses: \`${code}\`${status === undefined ? '' : ` (${status})`}`
  if (kind === 'error-with-task')
    return `status ${status} ${shapes[fault.shape ?? 'string']}: the request was processed`
  if (kind === 'gateway-refusal') return `a gateway refuses (${status}, ${fault.empty ? 'without a body' : 'a page'})`
  if (kind === 'failure-with-image' && fault.billed) return 'the task fails, yet lists an image and what it cost'
  if (kind === 'task-fails' && code !== undefined) return `the task fails: \`${code}\``
  if (kind === 'image-404' && ms !== undefined) return 'the image is missing (404), for 1 s'
  if (kind === 'unasked-encoding') return `the response is compressed (${fault.encoding}), unrequested`
  return phrases[kind]
}
