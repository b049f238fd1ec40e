import type { Entry, Job, JobImage } from '../job/job.ts'
import { asObject, type Json } from '../job/json.ts'
import {
  afterFailure,
  damagedLegacy,
  type Migrated,
  numberOf,
  objectsOf,
  readLegacy,
  submittedOnce,
  taskOf,
  textOf,
} from './legacy.ts'

/** How the terminal program saves the images of a job. */
export interface CliPlace {
  /** Absolute. */
  readonly directory: string
  readonly namePattern: string
  readonly metadata: boolean
}

/**
 * A job from a file of the terminal program's journal (`<data>/jobs/<id>.json`, version 1).
 *
 * @param id From the file's name.
 */
export function jobFromCli(text: string, id: string): Entry<CliPlace> {
  const read = readLegacy(text, id)
  if ('damaged' in read) return read
  const { record } = read
  const save = asObject(record['save'])
  const request = asObject(record['request'])
  const createdAtMs = numberOf(record['createdAtMs'])
  const directory = textOf(save?.['directory'])
  const namePattern = textOf(save?.['namePattern'])
  if (!request || createdAtMs === undefined || directory === undefined || namePattern === undefined) {
    return damagedLegacy(record, 'The record can’t be understood.')
  }
  const submittedAtMs = numberOf(record['submittedAtMs'])
  const base: Job<CliPlace> & Migrated = {
    v: 1,
    id,
    rev: 0,
    service: textOf(record['service']) ?? '',
    account: '',
    origin: { app: 'cli', actor: 'person' },
    request,
    place: { directory, namePattern, metadata: save?.['metadata'] !== false },
    createdAtMs,
    wantedAtMs: createdAtMs,
    attempts: [],
    ...taskOf(record['taskId'], submittedAtMs, record['traceId']),
    images: imagesIn(record),
    migratedFrom: { format: 'cli-1', record },
  }
  return stateIn(record, base, submittedAtMs ?? createdAtMs)
}

function stateIn(record: Json, base: Job<CliPlace>, sentAtMs: number): Entry<CliPlace> {
  const updatedAtMs = numberOf(record['updatedAtMs']) ?? base.createdAtMs
  const { attempt, sent } = submittedOnce(base, sentAtMs)
  switch (record['state']) {
    case 'submitting':
      return { job: base.task ? sent : { ...base, attempts: [attempt()] } }
    case 'submitted':
      return { job: sent }
    case 'succeeded':
      return { job: { ...sent, readyAtMs: updatedAtMs } }
    case 'saved':
      return { job: { ...sent, readyAtMs: updatedAtMs, end: { kind: 'done', charged: 'yes', atMs: updatedAtMs } } }
    case 'outcome-unknown':
    case 'failed': {
      const failure = asObject(record['error'])
      const isUnknown = record['state'] === 'outcome-unknown'
      const known = isUnknown ? { ...failure, charged: 'unknown' } : failure
      const tried = base.task ? sent : base
      return { job: afterFailure(tried, known, updatedAtMs, attempt) }
    }
    default:
      return damagedLegacy(record, 'The record has a state that this program doesn’t know.')
  }
}

function imagesIn(record: Json): JobImage[] {
  const files = objectsOf(record['files'])
  return objectsOf(record['images']).flatMap(({ url, seed }, index): JobImage[] => {
    if (typeof url !== 'string') return []
    const path = textOf(files.find((file) => file['index'] === index)?.['path'])
    const isSeed = typeof seed === 'number' || typeof seed === 'string'
    return [{ url, tries: 0, ...(isSeed && { seed }), ...(path && { kept: path }) }]
  })
}
