import type { Job, JobState } from './job.ts'

const states: readonly JobState[] = ['submitting', 'submitted', 'succeeded', 'saved', 'failed', 'outcome-unknown']

/** Reads a journal entry; `undefined` for what this version cannot have written. */
export function readJob(text: string): Job | undefined {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return undefined
  }
  return isJob(json) ? json : undefined
}

function isJob(value: unknown): value is Job {
  if (!isObject(value) || value['version'] !== 1) return false
  const { id, state, createdAtMs, updatedAtMs, service, request, save, taskId, images = [], files = [] } = value
  return (
    typeof id === 'string' &&
    states.some((known) => known === state) &&
    typeof createdAtMs === 'number' &&
    typeof updatedAtMs === 'number' &&
    typeof service === 'string' &&
    isObject(request) &&
    typeof request['prompt'] === 'string' &&
    (request['action'] === 'generate' || request['action'] === 'edit') &&
    isObject(save) &&
    typeof save['directory'] === 'string' &&
    typeof save['namePattern'] === 'string' &&
    (taskId === undefined || typeof taskId === 'string') &&
    Array.isArray(images) &&
    images.every((image) => isObject(image) && typeof image['url'] === 'string') &&
    Array.isArray(files) &&
    files.every((file) => isObject(file) && typeof file['path'] === 'string' && typeof file['index'] === 'number')
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
