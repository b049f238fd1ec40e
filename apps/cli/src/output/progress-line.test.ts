import { Writable } from 'node:stream'
import { createFakeClock } from '@fluxkit/core/testing'
import { describe, expect, it } from 'vitest'
import { createProgressLine } from './progress-line.ts'

function sink(): { output: Writable; text: () => string } {
  let text = ''
  const output = new Writable({
    write(chunk: Buffer, _encoding, callback) {
      text += chunk.toString()
      callback()
    },
  })
  return { output, text: () => text }
}

describe('createProgressLine', () => {
  it('redraws in place ten times a second until it is stopped', async () => {
    const clock = createFakeClock()
    const { output, text } = sink()
    const line = createProgressLine({ output, clock, isLive: true })
    line.start((frame) => `frame ${frame}`)
    await clock.advance(200)
    line.stop()
    expect(text()).toBe('\r\u001B[Kframe 0\r\u001B[Kframe 1\r\u001B[Kframe 2\r\u001B[K')
    expect(clock.pendingDelaysMs()).toEqual([])
  })

  it('prints above itself', () => {
    const { output, text } = sink()
    const line = createProgressLine({ output, clock: createFakeClock(), isLive: true })
    line.start(() => 'busy')
    line.print('Saved.\n')
    expect(text()).toBe('\r\u001B[Kbusy\r\u001B[KSaved.\n\r\u001B[Kbusy')
  })

  it('only prints where nothing can be redrawn', async () => {
    const clock = createFakeClock()
    const { output, text } = sink()
    const line = createProgressLine({ output, clock, isLive: false })
    line.start(() => 'busy')
    line.print('Saved.\n')
    await clock.advance(1_000)
    line.stop()
    expect(text()).toBe('Saved.\n')
  })
})
