import fc from 'fast-check'
import { languages } from '@fluxkit/messages'
import { describe, expect, test } from 'vitest'
import { textsFor } from '../language/translator.ts'
import { memberId } from '../model/group.ts'
import type { Job, JobState } from '../model/job.ts'
import { aJob } from '../test/builders.ts'
import { chooseModelView, confirmGroupView, groupProgressView, groupResultView } from './group-view.ts'
import type { ShownImage } from './result-view.ts'

const context = { t: textsFor('en'), locale: 'en', currency: 'USD' }
const options = { left: undefined, mention: false, withoutPrompt: false }
const png: ShownImage = { kind: 'file', bytes: new Uint8Array([1]), extension: 'png' }
const modelIds = ['flux-dev', 'flux-pro', 'flux-2-pro', 'flux-pro-1.1-ultra']
const states: JobState[] = ['succeeded', 'failed', 'cancelled', 'withdrawn', 'unknown', 'overdue', 'ready', 'running']

function member(at: number, of: number, changes: Partial<Job> = {}, prompt = 'a fox'): Job {
  const model = modelIds[at] ?? 'flux-dev'
  return {
    ...aJob({ id: memberId('1234567890123456789', at), request: { model, prompt } }),
    group: { id: '1234567890123456789', at, of, units: 300 * of },
    state: 'succeeded',
    delivery: 'pending',
    notBeforeMs: 0,
    attempts: 1,
    images: [],
    wasLinked: false,
    wasRestored: false,
    missing: 0,
    held: false,
    ...changes,
  }
}

const failed = (code: string, charged: 'no' | 'unknown' | 'yes'): Partial<Job> => ({
  state: 'failed',
  failure: { code, charged, traceId: 't'.repeat(200) },
})

describe('the gallery of a comparison', () => {
  test('has the images in the order of the models, and says for each other one what happened and what was charged', () => {
    const shown = { images: [{ url: 'https://cdn.test/a.png' }], costUnits: 300 }
    const jobs = [member(0, 3, shown), member(1, 3, failed('moderated', 'no')), member(2, 3, shown)]
    const entries = jobs.map((job) => ({ job, images: job.images.length > 0 ? [png] : [] }))
    const view = groupResultView(entries, options, context)

    expect(view.files?.map(({ name, alt }) => [name, alt])).toEqual([
      ['flux-1234567890123456789-1.png', 'FLUX.1 dev: a fox'],
      ['flux-12345678901234567892-1.png', 'FLUX.2 pro: a fox'],
    ])
    const text = JSON.stringify(view.components)
    expect(text).toContain('**FLUX.1 pro**: ⚠️ The service refused the prompt or the image.')
    expect(text).toContain('You were not charged.')
    expect(text).toContain(String.raw`**FLUX.2 pro**: 1:1 square · 1024 × 1024 · $0.03`)
  })

  test('of a job that is deleted has no image and no link of it', () => {
    const view = groupResultView([{ job: member(0, 2, { missing: 0 }), images: [] }], options, context)
    expect(JSON.stringify(view)).toContain('**FLUX.1 dev**: deleted')
    expect(view.files).toEqual([])
  })
})

test('whatever the prompt, the language, the states and the links, the limits of Discord are kept and nothing is cut', () => {
  const link = fc.constantFrom(
    `https://cdn.test/${'b'.repeat(680)}`,
    `https://cdn.test/${'a'.repeat(5000)}`,
    'javascript:alert(1)',
  )
  const entry = fc.record({
    state: fc.constantFrom(...states),
    hasImage: fc.boolean(),
    url: link,
    code: fc.constantFrom('moderated', 'outcome_unknown', 'wait_deadline', 'constructor'),
    charged: fc.constantFrom('no', 'unknown', 'yes'),
  })
  const prompts = fc.oneof(fc.string({ maxLength: 4000 }), fc.constantFrom('*'.repeat(4000), '👩‍👩‍👧'.repeat(400)))
  const inputs = [prompts, fc.constantFrom(...languages), fc.array(entry, { minLength: 2, maxLength: 4 })] as const
  fc.assert(
    fc.property(...inputs, (prompt, locale, drawn) => {
      const translated = { t: textsFor(locale), locale, currency: 'USD' }
      const entries = drawn.map(({ state, hasImage, url, code, charged }, at) => {
        const failure = { code, charged, traceId: prompt } as const
        const images = hasImage ? [{ url, seed: '9'.repeat(80) }] : []
        const job = member(at, drawn.length, { state, images, ...(!hasImage && { failure }) }, prompt)
        const shown: ShownImage[] = hasImage ? [{ kind: 'link', url, reason: 'unavailable' }] : []
        return { job, images: shown }
      })
      const jobs = entries.map(({ job }) => job)
      const left = { left: 100_000, per: 'month' } as const
      for (const view of [
        groupResultView(entries, { ...options, left, mention: true }, translated),
        groupProgressView(jobs, { left, withoutPrompt: false }, translated),
        confirmGroupView(jobs, jobs[0]!.id, { left, isChanged: true }, translated),
        chooseModelView(jobs, translated),
      ]) {
        const all = [...walk(view.components)]
        expect(all.length).toBeLessThanOrEqual(40)
        const texts = all.flatMap(({ content }) => (typeof content === 'string' ? [content] : []))
        expect(texts.join('').length).toBeLessThan(4000)
        expect(texts.join('')).not.toMatch(/\(javascript:|aaaa/)
        const ids = all.flatMap((one) => (typeof one['custom_id'] === 'string' ? [one['custom_id']] : []))
        expect(new Set(ids).size).toBe(ids.length)
        expect(Math.max(...ids.map((id) => id.length))).toBeLessThanOrEqual(100)
        for (const { alt = '' } of view.files ?? []) expect(alt.length).toBeLessThanOrEqual(1024)
      }
    }),
  )
})

function* walk(components: readonly unknown[]): Iterable<Record<string, unknown>> {
  for (const component of components) {
    const fields = { ...(component as Record<string, unknown>) }
    yield fields
    if (Array.isArray(fields['components'])) yield* walk(fields['components'])
  }
}
