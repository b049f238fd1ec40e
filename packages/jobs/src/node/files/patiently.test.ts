import { describe, expect, test } from 'vitest'
import { patiently } from './patiently.ts'

const failing = (times: number, code: string) => {
  let calls = 0
  return {
    work: async () => {
      calls += 1
      if (calls <= times) throw Object.assign(new Error('busy'), { code })
      return calls
    },
    get calls() {
      return calls
    },
  }
}
const pauses: number[] = []
const pause = async (ms: number): Promise<void> => void pauses.push(ms)

describe('a rename', () => {
  test('is tried again on Windows while somebody else has the file open', async () => {
    expect(await patiently(failing(2, 'EPERM').work, true, pause)).toBe(3)
    expect(pauses).toEqual([10, 20])
  })

  test('fails in the end', async () => {
    const file = failing(100, 'EBUSY')
    await expect(patiently(file.work, true, pause)).rejects.toThrow('busy')
    expect(file.calls).toBe(7)
  })

  test('fails at once for other reasons, and on other systems', async () => {
    await expect(patiently(failing(1, 'ENOENT').work, true, pause)).rejects.toThrow('busy')
    await expect(patiently(failing(1, 'EPERM').work, false, pause)).rejects.toThrow('busy')
  })
})
