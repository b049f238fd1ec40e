import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type KeptImage, readKept, writeKept } from './kept-image.ts'
import { pastLimits } from './kept-limits.ts'

const day = 86_400_000
const mega = 1_000_000
const nowMs = 1_000 * day
const limits = { images: 100, bytes: 500 * mega, ageMs: 30 * day }
const aged = (days: number, bytes = mega): { id: string; keptAtMs: number; bytes: number } => ({
  id: `${1_000 - days}`,
  keptAtMs: nowMs - days * day,
  bytes,
})
const range = (count: number, make: (at: number) => ReturnType<typeof aged>) =>
  Array.from({ length: count }, (_, at) => make(at))
const goneOf = (kept: ReturnType<typeof aged>[], changed = {}) =>
  pastLimits(kept, { ...limits, ...changed }, nowMs).map(({ id }) => id)

describe('of the images that are kept', () => {
  test('all stay within the limits', () => {
    expect(goneOf(range(30, aged))).toEqual([])
  })
  test('the oldest go when there are too many', () => {
    expect(goneOf(range(14, aged), { images: 12 })).toEqual(['988', '987'])
  })
  test('the oldest go when they take too much room', () => {
    expect(goneOf(range(14, aged), { bytes: 13 * mega })).toEqual(['987'])
  })
  test('those that are too old go', () => {
    expect(goneOf(range(40, aged)).length).toBe(9)
  })
  test('the ten newest stay, however large and old they are and whatever is set', () => {
    const old = range(12, (at) => aged(100 + at, 400 * mega))
    expect(goneOf(old)).toEqual(['890', '889'])
    expect(goneOf(old, { images: 0, bytes: 0, ageMs: 0 })).toEqual(['890', '889'])
  })
  test('the newest ten are never among those that go, and what stays is within the limits', () => {
    const image = fc.record({
      id: fc.uuid(),
      keptAtMs: fc.integer({ min: 0, max: 100 }),
      bytes: fc.integer({ min: 0, max: 50 }),
    })
    const some = fc.record({ images: fc.nat(30), bytes: fc.nat(500), ageMs: fc.nat(100) })
    fc.assert(
      fc.property(fc.array(image, { maxLength: 40 }), some, (kept, set) => {
        const gone = new Set(pastLimits(kept, set, 100))
        const stay = kept.filter((each) => !gone.has(each))
        const newest = kept.toSorted((a, b) => b.keptAtMs - a.keptAtMs || (a.id < b.id ? 1 : -1)).slice(0, 10)
        expect(newest.filter((each) => gone.has(each))).toEqual([])
        if (stay.length <= 10) return
        expect(stay.length).toBeLessThanOrEqual(Math.max(10, set.images))
        const others = stay.filter((each) => !newest.includes(each))
        expect(others.every(({ keptAtMs }) => 100 - keptAtMs <= set.ageMs)).toBe(true)
        expect(stay.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(set.bytes)
      }),
    )
  })
})

describe('the facts of a kept image', () => {
  const facts: KeptImage = {
    id: 'a-1',
    reason: 'replaced',
    from: 'file:///ws/fox.png',
    keptAtMs: 5,
    bytes: 6,
    width: 7,
    height: 8,
    jobId: 'job-00000001',
    index: 2,
    prompt: 'make it night',
    workspace: 'file:///ws',
    editedName: 'fox-edited.png',
  }
  test('are read as they were written', () => {
    expect(readKept(writeKept(facts), 'a-1')).toEqual(facts)
    const { index: _index, workspace: _workspace, editedName: _name, ...least } = facts
    expect(readKept(writeKept(least), 'a-1')).toEqual(least)
  })
  test.each(['vscode-remote://ssh-remote+host/ws/a%20fox.png', 'untitled:/fox.png', 'vscode-vfs://github/a/b/fox.png'])(
    'are read of an image at %s',
    (from) => expect(readKept(writeKept({ ...facts, from }), 'a-1')?.from).toBe(from),
  )
  test.each([
    '',
    '{}',
    'null',
    '[]',
    '{"v":1}',
    '{"v":2,"reason":"variant"}',
    writeKept({ ...facts, reason: 'x' as never }),
    writeKept({ ...facts, from: '' }),
    writeKept({ ...facts, from: '/ws/fox.png' }),
    writeKept({ ...facts, from: 'C:\\ws\\fox.png' }),
    writeKept({ ...facts, from: 'file:////ws/fox.png' }),
  ])('are not made up from %j', (text) => expect(readKept(text, 'a-1')).toBeUndefined())
})
