import { createFakeClock, type FakeClock } from '@fluxkit/core/testing'
import { expect, test } from 'vitest'
import type { Store } from '../../store/store.ts'
import { startMs } from '../builders.ts'
import { facts, putJob } from '../put-job.ts'
import { leaseMs, type StoreSubject } from './subject.ts'

/** Who delivers a result or a notice, and when. */
export function deliveryCases({ opened }: StoreSubject): void {
  const pending = async (): Promise<Store & { advance: FakeClock['advance'] }> => {
    const clock = createFakeClock({ startMs })
    const store = await opened(clock)
    await putJob(store, {}, facts.failed())
    return { ...store, advance: (ms) => clock.advance(ms) }
  }

  test('a due notice belongs to its process until that is dead, then to another', async () => {
    const { deliveries, advance } = await pending()

    expect(await deliveries.claimDue('other', [], leaseMs)).toEqual([])
    expect(await deliveries.claimDue('me', ['1'], leaseMs)).toEqual([])
    expect(await deliveries.claimDue('me', [], leaseMs)).toEqual(['1'])
    await deliveries.heartbeat('me', ['1'], leaseMs + 9)
    await advance(leaseMs + 8)
    expect(await deliveries.claimDue('other', [], leaseMs)).toEqual([])
    await advance(1)
    expect(await deliveries.claimDue('other', [], leaseMs)).toEqual(['1'])
  })

  test('of many processes that take it at once, one gets it', async () => {
    const { deliveries, advance } = await pending()
    await advance(leaseMs)
    const owners = Array.from({ length: 6 }, (_, at) => `owner ${at}`)

    const taken = await Promise.all(owners.map((owner) => deliveries.claimDue(owner, [], leaseMs)))

    expect(taken.flat()).toEqual(['1'])
  })

  test('an attempt is noted only by the holder of the lease, and forgotten when another notice is due', async () => {
    const { deliveries, jobs } = await pending()
    const attempt = { way: 'channel', atMs: startMs } as const
    expect(await deliveries.noteAttempt('1', 'failure', attempt, 'other')).toBe(false)
    expect((await jobs.get('1'))?.attempt).toBeUndefined()
    expect(await deliveries.noteAttempt('1', 'failure', attempt, 'me')).toBe(true)
    expect((await jobs.get('1'))?.attempt).toEqual(attempt)

    await deliveries.notify('1', 'result', 'me', leaseMs)
    expect(await jobs.get('1')).toMatchObject({ notice: 'result', delivery: 'pending', attempt: undefined })
    expect(await deliveries.noteAttempt('1', 'failure', attempt, 'me')).toBe(false)
  })

  test('a late delivery of an earlier notice changes only where the message is', async () => {
    const { deliveries, jobs } = await pending()
    await deliveries.notify('1', 'result', 'me', leaseMs)
    await deliveries.setDelivery('1', 'failure', 'delivered', 'me', { channelId: '200', id: '555' })

    expect(await jobs.get('1')).toMatchObject({ delivery: 'pending', messageId: '555' })
    await deliveries.setDelivery('1', 'result', 'delivered', 'me')
    expect(await jobs.get('1')).toMatchObject({ delivery: 'delivered', messageId: '555', messageChannelId: '200' })
    expect(await deliveries.claimDue('me', [], leaseMs)).toEqual([])
  })

  test('what was delivered can be sent again, by any process; what was not is left as it is', async () => {
    const { deliveries, jobs } = await pending()
    await deliveries.repeat('1')
    expect(await deliveries.claimDue('other', [], leaseMs)).toEqual([])
    await deliveries.setDelivery('1', 'failure', 'delivered', 'me', { channelId: '200', id: '555' })
    await deliveries.repeat('1')

    expect(await jobs.get('1')).toMatchObject({ notice: 'failure', delivery: 'pending', messageId: '555' })
    expect(await deliveries.claimDue('other', [], leaseMs)).toEqual(['1'])
  })

  test('a process that has lost its lease changes nothing, not even where the message is', async () => {
    const { deliveries, jobs, advance } = await pending()
    await advance(leaseMs)
    await deliveries.claimDue('other', [], leaseMs)
    await deliveries.setDelivery('1', 'failure', 'delivered', 'me', { channelId: '200', id: '555' })

    expect(await jobs.get('1')).toMatchObject({ delivery: 'pending', messageId: undefined })
  })

  test('where the progress is shown is noted until something is delivered, and not after that', async () => {
    const { deliveries, jobs } = await pending()
    await deliveries.setMessage('1', { channelId: '200', id: '555' })
    expect(await jobs.get('1')).toMatchObject({ messageId: '555' })
    await deliveries.setDelivery('1', 'failure', 'delivered', 'me', { channelId: '200', id: '777' })
    await deliveries.setMessage('1', { channelId: '200', id: '555' })

    expect(await jobs.get('1')).toMatchObject({ messageId: '777' })
  })

  test('what was put off is due when its time has come', async () => {
    const { deliveries, advance } = await pending()
    await deliveries.claimDue('me', [], leaseMs)
    await deliveries.release('me', '1', 5_000)

    await advance(4_999)
    expect(await deliveries.claimDue('me', [], leaseMs)).toEqual([])
    await advance(1)
    expect(await deliveries.claimDue('me', [], leaseMs)).toEqual(['1'])
  })
}
