import type { Fault, FaultKind } from '@fluxkit/simulator'

/** Every kind of fault as a person would tell it. */
const phrases: Readonly<Record<FaultKind, string>> = {
  429: 'too many requests (429), with the time to wait',
  500: 'the service fails (500, `api_error`)',
  502: 'a gateway’s page (502); the request did not reach the service',
  504: 'a gateway’s page (504); the request did not reach the service',
  error: 'the service refuses',
  moderation: 'moderation refuses the prompt (403)',
  'bare-error': 'status 500 with a bare text as error',
  'no-error': 'status 500 with `{"success": false}` and nothing else',
  slow: 'the answer comes late, after 3 s',
  'hang-before': 'no answer ever comes; nothing was carried out',
  'hang-after': 'no answer ever comes, though the request was carried out',
  'hang-mid-body': 'half of the answer comes, then nothing any more',
  'reset-before': 'the connection is reset; nothing was carried out',
  'reset-after': 'the connection is reset after the request was carried out',
  'reset-mid-body': 'the connection is reset in the middle of the answer',
  'malformed-json': 'the answer is JSON that is cut short',
  'empty-body': 'the answer is empty',
  'missing-fields': 'the answer is `{}`',
  'enormous-body': 'the answer never ends',
  'task-fails': 'the task fails, with a code and a message',
  'bare-failure': 'the task fails with a bare text',
  hiccup: 'two looks show a failure that passes',
  'hiccup-forever': 'every look shows a failure that is not final',
  'status-word': 'the running task shows a status word that nobody documents',
  'accepted-response': 'the running task shows `success: true` and no picture',
  'no-image': 'the task finishes without a picture',
  'iso-times': 'times come as text',
  'never-finishes': 'the task runs for ever',
  'unknown-task': 'the service does not know the task for the first 5 s',
  'malformed-item': 'a task is shown in a form that cannot be read',
  'image-404': 'the picture is not there (404)',
  'image-truncated': 'only half of the picture comes, under its true length',
  'image-html': 'a page comes instead of the picture',
  'image-jpeg': 'a JPEG comes under the name of a PNG',
  'image-endless': 'the picture never ends',
  'image-redirect-private': 'the link redirects to a private address',
  'image-redirect-loop': 'the link redirects to itself',
  'callback-lost': 'the callback is never sent',
  'callback-twice': 'the callback is sent twice',
  'callback-late': 'the callback comes 10 s late',
  'callback-forged': 'three forged callbacks come before the true one',
}

/** Variants that say something else than their kind. */
export function phraseOf(fault: Fault): string {
  const { kind, accepted, forever, code, status, retryAfter } = fault
  if (retryAfter === 'none') return 'too many requests (429), without a time to wait'
  if (accepted) return `a gateway’s page (${kind}), though the request was carried out`
  if (forever) return 'the service never knows the task'
  if (kind === 'error') return `the service refuses: \`${code}\`${status === undefined ? '' : ` (${status})`}`
  return phrases[kind]
}
