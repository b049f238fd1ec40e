import { expect, test } from 'vitest'
import { answerOnce } from './answer-once.ts'

const lost = new Error('other side closed')
const broken = Object.assign(new Error('502'), { status: 502 })
const taken = Object.assign(new Error('Interaction has already been acknowledged.'), { status: 400, code: 40_060 })
const unknown = Object.assign(new Error('Unknown interaction'), { status: 404, code: 10_062 })

function answersOf(...outcomes: readonly (Error | string)[]): { answer: Promise<unknown>; tries: () => number } {
  let tries = 0
  const post = async (): Promise<string> => {
    const outcome = outcomes[tries++] ?? 'too many tries'
    if (outcome instanceof Error) throw outcome
    return outcome
  }
  return { answer: answerOnce(post), tries: () => tries }
}

test.each([
  ['arrives at once', ['a'], 'a'],
  ['was lost before it arrived', [lost, 'a'], 'a'],
  ['was lost after it arrived', [lost, taken], undefined],
  ['met a broken gateway', [broken, broken, taken], undefined],
] as const)('an answer that %s is ours', async (_, outcomes, expected) => {
  const { answer, tries } = answersOf(...outcomes)

  expect(await answer).toBe(expected)
  expect(tries()).toBe(outcomes.length)
})

test('an answer that Discord has at the first try is somebody else’s', async () => {
  await expect(answersOf(taken).answer).rejects.toMatchObject({ name: 'AnsweredElsewhere' })
})

test('what Discord refuses for another reason is not repeated', async () => {
  const { answer, tries } = answersOf(unknown, 'a')

  await expect(answer).rejects.toBe(unknown)
  expect(tries()).toBe(1)
})

test('after four tries it is given up', async () => {
  const { answer, tries } = answersOf(lost, lost, lost, lost, 'a')

  await expect(answer).rejects.toBe(lost)
  expect(tries()).toBe(4)
})
