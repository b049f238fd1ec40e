import type { Job } from './job.ts'

const states: ReadonlySet<string> = new Set([
  'created',
  'submitting',
  'running',
  'saving',
  'done',
  'failed',
  'unknown',
  'stopped',
])

/**
 * A job from its JSON. Files of a later version, cut files and files of somebody else are `undefined`: they stay on disk
 * and are left alone.
 */
export function readJob(text: string): Job | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  return isJob(value) ? value : undefined
}

function isJob(value: unknown): value is Job {
  if (!isRecord(value) || value['version'] !== 1) return false
  const {
    id,
    createdAtMs,
    action,
    prompt,
    model,
    count,
    sandbox,
    origin,
    target,
    state,
    imageUrls,
    files,
    generation,
  } = value
  return (
    [id, prompt, model].every((text) => typeof text === 'string') &&
    /^[\w-]{8,64}$/.test(String(id)) &&
    [createdAtMs, count, generation].every((number) => typeof number === 'number' && Number.isFinite(number)) &&
    (action === 'generate' || action === 'edit') &&
    (origin === 'person' || origin === 'agent') &&
    typeof sandbox === 'boolean' &&
    states.has(String(state)) &&
    isRecord(target) &&
    typeof target['folder'] === 'string' &&
    typeof target['stem'] === 'string' &&
    isListOf(imageUrls, (url) => typeof url === 'string') &&
    isListOf(files, (file) => isRecord(file) && typeof file['uri'] === 'string' && typeof file['index'] === 'number') &&
    ['taskId', 'size', 'source', 'sourceUrl'].every((name) => ['string', 'undefined'].includes(typeof value[name])) &&
    ['insertion', 'failure', 'owner'].every((name) => value[name] === undefined || isRecord(value[name]))
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every((item) => isItem(item))
}
