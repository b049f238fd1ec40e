import type { RawLab } from '../requirement.ts'

export const fox = { action: 'generate', prompt: 'a red fox', size: '1024x1024' } as const

/** Submits without core. @returns the id of the task */
export async function start({ post }: RawLab, fields: object = {}): Promise<string> {
  return String((await post('/flux/images', { ...fox, ...fields, async: true })).json()['task_id'])
}

/** One task as raw JSON. */
export async function retrieve({ post }: RawLab, id: string): Promise<Record<string, unknown>> {
  return (await post('/flux/tasks', { action: 'retrieve', id })).json()
}

/** Several tasks as raw JSON. */
export async function retrieveBatch({ post }: RawLab, ids: readonly string[]): Promise<{ items: { id: string }[] }> {
  return (await post('/flux/tasks', { action: 'retrieve_batch', ids, limit: ids.length })).json() as {
    items: { id: string }[]
  }
}
