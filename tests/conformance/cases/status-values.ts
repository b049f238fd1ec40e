import { anImage, anImageAnswer } from '@fluxkit/core/testing'
import { expect } from 'vitest'
import { type PeerChecks, requirement } from '../requirement.ts'
import { finished, image, poll, stateAfter, taskAfter, waitFor, withoutImage } from './poll-task.ts'

/** What each of the words means, under both names, whatever else the response says. */
function allStatuses(all: readonly string[], rest: Record<string, unknown>, expected: string): PeerChecks['scripted'] {
  return async (script) => {
    for (const word of [...all, ...all.map((each) => each.toUpperCase())]) {
      for (const name of ['status', 'state']) {
        expect([word, await poll(script, { response: { [name]: word, ...rest } })]).toEqual([word, expected])
      }
    }
  }
}

const good = ['succeed', 'succeeded', 'success', 'complete', 'completed', 'finished']
const bad = ['failed', 'failure', 'error', 'cancelled', 'canceled', 'rejected']

requirement('FLUX-TASK-05', {
  scripted: allStatuses(good, { data: [anImage()] }, 'succeeded'),
  async through(lab) {
    for (const word of good) {
      expect(await stateAfter(lab, { kind: 'status-word', word, when: 'finished' }, 11_000)).toBe('succeeded')
    }
  },
  async simulator(lab) {
    const fault = { kind: 'status-word', word: 'completed', when: 'finished' } as const
    expect(await taskAfter(lab, fault, 11_000)).toMatchObject({ response: { status: 'completed', ...image } })
  },
})

requirement('FLUX-TASK-06', {
  async scripted(script) {
    await allStatuses(good, { success: true }, 'running')(script)
    for (const word of good) {
      const [error, elapsedMs] = await waitFor(script, { response: { success: true, status: word } })
      expect(error).toMatchObject(withoutImage)
      expect(elapsedMs).toBeGreaterThanOrEqual(10_000)
    }
  },
})

requirement('FLUX-TASK-07', {
  async scripted(script) {
    for (const word of bad) {
      const expected = `failed: The task failed: The service reports: ${word}.`
      for (const name of ['status', 'state']) expect(await poll(script, { response: { [name]: word } })).toBe(expected)
    }
    expect(await poll(script, { response: { status: 'failed', error: { code: 'x', message: 'no GPU' } } })).toBe(
      'failed: The task failed: no GPU.',
    )
  },
  async through(lab) {
    for (const word of bad) {
      const state = await stateAfter(lab, { kind: 'status-word', word, when: 'finished' }, 11_000)
      expect(state).toBe(`failed: The task failed: The service reports: ${word}.`)
    }
  },
  async simulator(lab) {
    const fault = { kind: 'status-word', word: 'cancelled', when: 'finished' } as const
    expect(await taskAfter(lab, fault, 11_000)).toMatchObject({ response: { status: 'cancelled' } })
  },
})

requirement('FLUX-TASK-08', {
  scripted: allStatuses(['pending', 'processing', 'warming_up', 'queued'], {}, 'running'),
  async through(lab) {
    expect(await stateAfter(lab, { kind: 'status-word', word: 'processing' }, 5_000)).toBe('running')
  },
  async simulator(lab) {
    const task = await taskAfter(lab, { kind: 'status-word', word: 'processing' }, 5_000)
    expect(task).toMatchObject({ response: { status: 'processing' } })
    expect(task).not.toHaveProperty('finished_at')
  },
})

requirement('FLUX-TASK-19', {
  async scripted(script) {
    expect(await poll(script, { response: { ...anImageAnswer(), status: 'failed' } })).toContain('failed: ')
    expect(await poll(script, { response: { ...anImageAnswer(), status: 'pending' }, ...finished })).toBe('running')
    expect(await poll(script, { response: { ...anImageAnswer(), success: false, status: 'completed' } })).toBe(
      'succeeded',
    )
  },
  async through(lab) {
    const fault = { kind: 'status-word', word: 'rejected', when: 'finished' } as const
    expect(await stateAfter(lab, fault, 11_000)).toBe('failed: The task failed: The service reports: rejected.')
  },
  async simulator(lab) {
    const fault = { kind: 'status-word', word: 'rejected', when: 'finished' } as const
    expect(await taskAfter(lab, fault, 11_000)).toMatchObject({ response: { success: true, status: 'rejected' } })
  },
})
