import { aJob } from '@fluxkit/jobs/testing'
import { describe, expect, it } from 'vitest'
import type { CliEvent } from './events.ts'
import { createOrder } from './in-order.ts'

/** An image of three was saved; `kept` are those that are saved by now. */
function saved(index: number, kept: readonly number[], id = 'job-1'): Extract<CliEvent, { type: 'saved' }> {
  const images = [0, 1, 2].map((at) => ({ url: `u${at}`, tries: 0, ...(kept.includes(at) && { kept: `/${at}.png` }) }))
  return {
    type: 'saved',
    job: aJob({ id, images }),
    image: { index, path: `/${index}.png`, url: `u${index}` },
    bytes: undefined,
  }
}

function emitted(): { readonly names: string[]; readonly order: ReturnType<typeof createOrder> } {
  const names: string[] = []
  const order = createOrder((event) => names.push(`${event.job.id} ${event.type === 'saved' ? event.image.index : ''}`))
  return { names, order }
}

describe('createOrder', () => {
  it('holds an image back until those before it are saved', () => {
    const { names, order } = emitted()
    order.saved(saved(2, [2]))
    order.saved(saved(0, [0, 2]))
    expect(names).toEqual(['job-1 0'])
    order.saved(saved(1, [0, 1, 2]))
    expect(names).toEqual(['job-1 0', 'job-1 1', 'job-1 2'])
  })

  it('waits for no other job', () => {
    const { names, order } = emitted()
    order.saved(saved(1, [1]))
    order.saved(saved(0, [0], 'job-2'))
    expect(names).toEqual(['job-2 0'])
  })

  it('reports the others in order when one fails', () => {
    const { names, order } = emitted()
    order.saved(saved(2, [2]))
    order.saved(saved(1, [1, 2]))
    order.flush('job-1')
    expect(names).toEqual(['job-1 1', 'job-1 2'])
  })

  it('reports an image once', () => {
    const { names, order } = emitted()
    order.saved(saved(0, [0]))
    order.flush('job-1')
    expect(names).toEqual(['job-1 0'])
  })

  it('holds an image back when a record with two of them tells of the second one first', () => {
    const { names, order } = emitted()
    order.written('job-1', 1)
    order.written('job-1', 0)
    order.saved(saved(1, [0, 1]))
    order.saved(saved(0, [0, 1]))
    expect(names).toEqual(['job-1 0', 'job-1 1'])
  })

  it('goes on after images that an earlier process has saved', () => {
    const { names, order } = emitted()
    order.saved(saved(2, [0, 1, 2]))
    expect(names).toEqual(['job-1 2'])
  })
})
