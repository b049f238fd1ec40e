import type { Entry, Job, JobImage } from '../job/job.ts'
import { asObject, type Json } from '../job/json.ts'
import {
  afterFailure,
  chargedIn,
  damagedLegacy,
  type Migrated,
  type MigrationContext,
  numberOf,
  objectsOf,
  readLegacy,
  submittedOnce,
  taskOf,
  textOf,
} from './legacy.ts'

/** Where the extension saves the images of a job. */
export interface ExtensionPlace {
  /** The folder's URI and a name without extension. */
  readonly target: { readonly folder: string; readonly stem: string }
  /** Where a link goes once the file exists; see the extension. */
  readonly insertion?: Json
  /** URI of the local image, or the link, that an edit starts from. */
  readonly source?: string
}

/**
 * A job from a file of the extension (`<globalStorage>/jobs/<id>.json`, version 1).
 *
 * @param id From the file's name.
 */
export function jobFromExtension(text: string, id: string, context: MigrationContext): Entry<ExtensionPlace> {
  const read = readLegacy(text, id)
  if ('damaged' in read) return read
  const { record } = read
  const target = asObject(record['target'])
  const folder = textOf(target?.['folder'])
  const stem = textOf(target?.['stem'])
  const createdAtMs = numberOf(record['createdAtMs'])
  if (folder === undefined || stem === undefined || createdAtMs === undefined) {
    return damagedLegacy(record, 'The record can’t be understood.')
  }
  const insertion = asObject(record['insertion'])
  const source = textOf(record['source'])
  const submittedAtMs = numberOf(record['submittedAtMs'])
  const base: Job<ExtensionPlace> & Migrated = {
    v: 1,
    id,
    rev: 0,
    service: record['sandbox'] === true ? 'sandbox' : context.service,
    account: '',
    origin: { app: 'vscode', actor: record['origin'] === 'agent' ? 'agent' : 'person' },
    request: requestIn(record),
    place: { target: { folder, stem }, ...(insertion && { insertion }), ...(source && { source }) },
    createdAtMs,
    wantedAtMs: createdAtMs,
    attempts: [],
    ...taskOf(record['taskId'], submittedAtMs),
    images: imagesIn(record),
    migratedFrom: { format: 'vscode-1', record },
  }
  return stateIn(record, base, submittedAtMs ?? createdAtMs)
}

function stateIn(record: Json, base: Job<ExtensionPlace>, sentAtMs: number): Entry<ExtensionPlace> {
  const endedAtMs = numberOf(record['endedAtMs']) ?? base.createdAtMs
  const { attempt, sent } = submittedOnce(base, sentAtMs)
  const failure = asObject(record['failure'])
  switch (record['state']) {
    case 'created':
      return { job: base }
    case 'submitting':
      return { job: base.task ? sent : { ...base, attempts: [attempt()] } }
    case 'running':
      return { job: sent }
    case 'saving':
      return { job: { ...sent, readyAtMs: sentAtMs } }
    case 'done':
      return { job: { ...sent, readyAtMs: endedAtMs, end: { kind: 'done', charged: 'yes', atMs: endedAtMs } } }
    case 'stopped':
      return { job: stopped(base, sent, failure, endedAtMs) }
    case 'unknown':
    case 'failed':
      return { job: afterFailure(base.task ? sent : base, failure, endedAtMs, attempt) }
    default:
      return damagedLegacy(record, 'The record has a state that this program doesn’t know.')
  }
}

/** A user stopped waiting: a known task can be recovered on demand, a lost one is searched for. */
function stopped(
  base: Job<ExtensionPlace>,
  sent: Job<ExtensionPlace>,
  failure: Json | undefined,
  atMs: number,
): Job<ExtensionPlace> {
  const charged = chargedIn(failure)
  if (base.task) return { ...sent, end: { kind: 'cancelled', charged: charged === 'no' ? 'unknown' : charged, atMs } }
  return charged === 'no' ? { ...base, end: { kind: 'cancelled', charged, atMs } } : sent
}

function requestIn({ action, prompt, model, size, count, sourceUrl }: Json): Json {
  return {
    action,
    prompt,
    model,
    ...(size !== undefined && { size }),
    ...(action === 'generate' && { count }),
    ...(sourceUrl !== undefined && { imageUrl: sourceUrl }),
  }
}

function imagesIn(record: Json): JobImage[] {
  const files = objectsOf(record['files'])
  const urls: readonly unknown[] = Array.isArray(record['imageUrls']) ? record['imageUrls'] : []
  return urls.flatMap((url, index): JobImage[] => {
    if (typeof url !== 'string') return []
    const { uri, width, height } = files.find((file) => file['index'] === index) ?? {}
    return [{ url, tries: 0, ...(typeof uri === 'string' && { kept: uri, width, height }) }]
  })
}
