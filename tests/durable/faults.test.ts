import type { Fault } from '@fluxkit/simulator'
import { describe, expect, test } from 'vitest'
import { runDurably } from './run-durably.ts'

/** `state, charged, saved, posts, paid`: what the job says, and then what the service has in its books. */
type Row = readonly [fault: Fault, outcome: string]

const recovered = 'done, charged yes; 1 saved, 1 post, 1 paid'
const refused = 'failed, charged no; 0 saved, 1 post, 0 paid'

const rows: readonly Row[] = [
  // Submissions whose answer is lost: found in the account's list.
  [{ kind: 'reset-after', times: 1 }, recovered],
  [{ kind: 'hang-after', times: 1 }, recovered],
  [{ kind: 'reset-mid-body', times: 1 }, recovered],
  [{ kind: '502', accepted: true, times: 1 }, recovered],
  [{ kind: '504', accepted: true, times: 1 }, recovered],
  [{ kind: 'malformed-json', operation: 'submit', times: 1 }, recovered],
  [{ kind: 'empty-body', operation: 'submit', times: 1 }, recovered],
  [{ kind: 'missing-fields', operation: 'submit', times: 1 }, recovered],
  // Errors that name a task or show an image.
  [{ kind: 'error-with-task', status: 400 }, recovered],
  [{ kind: 'error-with-task', status: 429 }, recovered],
  [{ kind: 'error-with-task', status: 500, shape: 'nested' }, recovered],
  [{ kind: 'error-with-task', status: 503, shape: 'images' }, recovered],
  // Never arrived, and that can't be proved: never submitted again.
  [{ kind: 'reset-before', times: 1 }, 'unknown, charged unknown; 0 saved, 1 post, 0 paid'],
  [{ kind: 'hang-before', times: 1 }, 'unknown, charged unknown; 0 saved, 1 post, 0 paid'],
  [{ kind: '502', times: 1 }, 'unknown, charged unknown; 0 saved, 1 post, 0 paid'],
  // Refused: nothing was charged.
  [{ kind: 'moderation' }, refused],
  [{ kind: 'error', code: 'used_up' }, refused],
  [{ kind: 'error', code: 'bad_request' }, refused],
  [{ kind: 'gateway-refusal', status: 403, operation: 'submit' }, refused],
  // The rate limit passes.
  [{ kind: '429', operation: 'submit', times: 1 }, 'done, charged yes; 1 saved, 2 posts, 1 paid'],
  // Polls that fail, or don't find the task.
  [{ kind: 'unrelated-404', operation: 'poll', times: 1 }, recovered],
  [{ kind: 'item-missing', operation: 'poll', times: 2 }, recovered],
  [{ kind: 'malformed-json', operation: 'poll', times: 3 }, recovered],
  [{ kind: 'malformed-item', operation: 'poll', times: 3 }, recovered],
  [{ kind: 'error', code: 'invalid_token', operation: 'poll', times: 2 }, recovered],
  [{ kind: 'unknown-task', ms: 400_000 }, recovered],
  [{ kind: 'unknown-task', forever: true }, 'missing, charged unknown; 0 saved, 1 post, 1 paid'],
  // Tasks that fail. The simulator's links of failed tasks lead nowhere; they are tried again later.
  [{ kind: 'task-fails' }, refused],
  [{ kind: 'bare-failure' }, 'failed, charged unknown; 0 saved, 1 post, 0 paid'],
  [{ kind: 'failure-with-image' }, 'failed, charged unknown; 1 saved, 1 post, 1 paid'],
  [{ kind: 'failure-with-image', billed: true }, 'failed, charged yes; 1 saved, 1 post, 1 paid'],
  [{ kind: 'never-finishes' }, 'submitted, charged unknown; 0 saved, 1 post, 1 paid'],
  // Images whose host fails.
  [{ kind: 'image-404', ms: 1_000 }, recovered],
  [{ kind: 'image-host-down', ms: 600_000 }, recovered],
  [{ kind: 'image-truncated', times: 12 }, recovered],
  [{ kind: 'image-html' }, 'ready, charged yes; 0 saved, 1 post, 1 paid'],
]

describe('a job under a fault of the service', () => {
  test.each(rows)('%j: %s', async (fault, outcome) => {
    const { state, charged, saved, posts, paid } = await runDurably([fault])
    expect(`${state}, charged ${charged}; ${saved} saved, ${posts} post${posts === 1 ? '' : 's'}, ${paid} paid`).toBe(
      outcome,
    )
  })

  test('keeps the links of images that can’t be fetched', async () => {
    const { job } = await runDurably([{ kind: 'image-html' }])
    expect(job.images).toMatchObject([{ url: expect.stringMatching(/^http/), tries: expect.any(Number) }])
    expect(job.check?.nextAtMs).toBeGreaterThan(0)
  })

  test('whose task failed keeps the link that it shows, and tries it again', async () => {
    const { job } = await runDurably([{ kind: 'failure-with-image' }, { kind: 'image-404' }])
    expect(job.images).toMatchObject([{ url: expect.stringMatching(/^http/), tries: 1 }])
    expect(job.check).toMatchObject({ nextAtMs: expect.any(Number), lastCode: 'image_unavailable' })
  })

  test('with fewer images than requested is settled by the cost that came', async () => {
    const { state, saved, cost, posts } = await runDurably([{ kind: 'fewer-images' }], { count: 3 })
    expect({ state, saved, cost, posts }).toEqual({ state: 'done', saved: 1, cost: 0.216, posts: 1 })
  })

  test('whose size only one edition takes is saved once for each POST', async () => {
    const options = { simulator: { contract: 'readme' } } as const
    const { state, posts, job } = await runDurably([], { model: 'flux-2-pro', size: undefined }, options)
    expect({ state, posts }).toEqual({ state: 'done', posts: 2 })
    expect(job.attempts.map(({ wire, outcome }) => [wire['size'], outcome?.kind])).toEqual([
      ['1:1', 'refused'],
      ['1024x1024', 'accepted'],
    ])
  })
})
