import { describe, expect, it } from 'vitest'
import { createFluxClient } from '../client/create-client.ts'
import { aBatch, anErrorAnswer, aRunningTask } from '../testing/builders.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createScriptedTransport, type ScriptStep } from '../testing/scripted-transport.ts'

const refused: ScriptStep = { status: 401, body: anErrorAnswer('invalid_token') }
const running: ScriptStep = { body: aBatch(aRunningTask()) }

/** The error of a wait of 20 s whose looks are answered so; the last answer repeats. */
async function deadlineAfter(...steps: readonly ScriptStep[]): Promise<Error> {
  const clock = createFakeClock()
  const answers = [...steps, ...Array.from({ length: 100 }, () => steps.at(-1) ?? running)]
  const flux = createFluxClient({ token: 'sk', transport: createScriptedTransport(answers), clock, random: () => 0.5 })
  const ended = flux.tasks.wait('task-1', { deadlineMs: 20_000 }).catch((error: unknown) => error)
  await clock.advance(30_000)
  return (await ended) as Error
}

describe('a wait that comes to its deadline', () => {
  it('says why nothing was seen when the last poll failed', async () => {
    const error = await deadlineAfter(running, refused)
    expect(error).toMatchObject({
      code: 'wait_deadline',
      summary:
        'Task task-1 was not finished within 20 s; the last poll failed: The token is not accepted. It says: It did not work.',
    })
    expect(error.cause).toMatchObject({ code: 'invalid_token' })
  })

  it('says nothing of failures that have passed', async () => {
    const error = await deadlineAfter(refused, running)
    expect(error).toMatchObject({ summary: 'Task task-1 was not finished within 20 s.' })
    expect(error.cause).toBeUndefined()
  })
})
