import { expect, test } from 'vitest'
import { arm } from './armed-fault.ts'
import { createFaultList } from './fault-list.ts'

test('a counted fault is used up', () => {
  let injected = 0
  const faults = createFaultList(() => injected++)
  faults.add({ kind: '429', times: 1 })
  expect(faults.take('answer', 'submit')?.kind).toBe('429')
  expect(faults.take('answer', 'submit')).toBeUndefined()
  expect(injected).toBe(1)
})

test('a fault without a count stays until cleared', () => {
  const faults = createFaultList(() => undefined)
  faults.add({ kind: '500', operation: 'poll' })
  expect([faults.take('answer', 'poll')?.kind, faults.take('answer', 'poll')?.kind]).toEqual(['500', '500'])
  faults.clear()
  expect(faults.take('answer', 'poll')).toBeUndefined()
})

test('a fault for one operation leaves the others alone', () => {
  const faults = createFaultList(() => undefined)
  faults.add({ kind: '500', operation: 'image' })
  expect(faults.take('answer', 'submit')).toBeUndefined()
})

test('a fault for a prompt leaves other prompts alone', () => {
  const faults = createFaultList(() => undefined)
  faults.add({ kind: '429', prompt: 'fox' })
  expect(faults.take('answer', 'submit', { prompt: 'a cat' })).toBeUndefined()
  expect(faults.take('answer', 'submit', { prompt: 'a fox' })?.kind).toBe('429')
})

test("the subject's own fault comes before the common one", () => {
  const faults = createFaultList(() => undefined)
  faults.add({ kind: '429' })
  expect(faults.take('answer', 'submit', { faults: [arm({ kind: '502' })] })?.kind).toBe('502')
})

test('the list shows what is left', () => {
  const faults = createFaultList(() => undefined)
  faults.add({ kind: '429', times: 3 })
  faults.take('answer', 'submit')
  expect(faults.list()).toEqual([{ kind: '429', operation: 'submit', times: 2 }])
})

test('an unknown fault is refused', () => {
  const faults = createFaultList(() => undefined)
  expect(() => faults.add({ kind: 'nothing' as '429' })).toThrow('Unknown fault "nothing"')
})
