import { readdir } from 'node:fs/promises'

/** Is there a record of a job in a folder of version 0.1? */
export async function hasRecords(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => [])
  return names.some((name) => name.endsWith('.json'))
}
