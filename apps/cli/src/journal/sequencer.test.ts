import { aJob } from '@fluxkit/jobs/testing'
import { describe, expect, it } from 'vitest'
import type { CliEvent } from './events.ts'
import { createSequencer } from './sequencer.ts'

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

function emitted(): { readonly names: string[]; readonly sequencer: ReturnType<typeof createSequencer> } {
  const names: string[] = []
  const sequencer = createSequencer((event) =>
    names.push(`${event.job.id} ${event.type === 'saved' ? event.image.index : ''}`),
  )
  return { names, sequencer }
}

describe('createOrder', () => {
  it('holds an image back until those before it are saved', () => {
    const { names, sequencer } = emitted()
    sequencer.saved(saved(2, [2]))
    sequencer.saved(saved(0, [0, 2]))
    expect(names).toEqual(['job-1 0'])
    sequencer.saved(saved(1, [0, 1, 2]))
    expect(names).toEqual(['job-1 0', 'job-1 1', 'job-1 2'])
  })

  it('waits for no other job', () => {
    const { names, sequencer } = emitted()
    sequencer.saved(saved(1, [1]))
    sequencer.saved(saved(0, [0], 'job-2'))
    expect(names).toEqual(['job-2 0'])
  })

  it('reports the others in order when one fails', () => {
    const { names, sequencer } = emitted()
    sequencer.saved(saved(2, [2]))
    sequencer.saved(saved(1, [1, 2]))
    sequencer.flush('job-1')
    expect(names).toEqual(['job-1 1', 'job-1 2'])
  })

  it('reports an image once', () => {
    const { names, sequencer } = emitted()
    sequencer.saved(saved(0, [0]))
    sequencer.flush('job-1')
    expect(names).toEqual(['job-1 0'])
  })

  it('holds an image back when a record with two of them reports the second one first', () => {
    const { names, sequencer } = emitted()
    sequencer.written('job-1', 1)
    sequencer.written('job-1', 0)
    sequencer.saved(saved(1, [0, 1]))
    sequencer.saved(saved(0, [0, 1]))
    expect(names).toEqual(['job-1 0', 'job-1 1'])
  })

  it('continues after images that an earlier process has saved', () => {
    const { names, sequencer } = emitted()
    sequencer.saved(saved(2, [0, 1, 2]))
    expect(names).toEqual(['job-1 2'])
  })
})
