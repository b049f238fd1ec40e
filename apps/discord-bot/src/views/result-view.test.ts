import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textsFor } from '../language/translator.ts'
import type { Job } from '../model/job.ts'
import { aJob, aRequest, startMs } from '../test/builders.ts'
import { languages } from '@fluxkit/messages'
import { failureView } from './failure-view.ts'
import { progressView } from './progress-view.ts'
import { resultView, type ShownImage } from './result-view.ts'

const context = { t: textsFor('en'), locale: 'en-US', currency: 'USD' }
const png: ShownImage = { kind: 'file', bytes: new Uint8Array([1]), extension: 'png' }
const link: ShownImage = { kind: 'link', url: 'https://cdn.test/a.png', reason: 'too-large' }
const options = { left: undefined, mention: false, withoutPrompt: false }

function finished(changes: Partial<Job> = {}): Job {
  return {
    ...aJob({ id: '42' }),
    state: 'succeeded',
    delivery: 'pending',
    notBeforeMs: 0,
    attempts: 1,
    submittedMs: startMs,
    finishedMs: startMs + 8200,
    costUnits: 300,
    images: [{ url: 'https://cdn.test/a.png', seed: '0' }],
    wasLinked: false,
    wasRestored: false,
    missing: 0,
    held: false,
    ...changes,
  }
}

test('a result: the image with alt text, its facts, the buttons', () => {
  expect(resultView(finished(), [png], { ...options, left: { left: 7, per: 'day' } }, context)).toMatchInlineSnapshot(`
    {
      "components": [
        {
          "items": [
            {
              "description": "a white siamese cat",
              "media": {
                "url": "attachment://flux-42-1.png",
              },
              "spoiler": false,
            },
          ],
          "type": 12,
        },
        {
          "content": "> a white siamese cat
    -# by <@300> · FLUX.1 dev · 1:1 square · 1024 × 1024 · seed 0 · 8 s · $0.03 · 7 images left today",
          "type": 10,
        },
        {
          "components": [
            {
              "custom_id": "f1:a:42",
              "emoji": {
                "name": "🔁",
              },
              "label": "Again",
              "style": 2,
              "type": 2,
            },
            {
              "custom_id": "f1:v:42",
              "emoji": {
                "name": "🎲",
              },
              "label": "Vary",
              "style": 2,
              "type": 2,
            },
            {
              "custom_id": "f1:e:42",
              "emoji": {
                "name": "✏️",
              },
              "label": "Edit",
              "style": 2,
              "type": 2,
            },
            {
              "custom_id": "f1:u:42",
              "emoji": {
                "name": "📋",
              },
              "label": "Use prompt",
              "style": 2,
              "type": 2,
            },
          ],
          "type": 1,
        },
        {
          "components": [
            {
              "custom_id": "f1:d:42",
              "emoji": {
                "name": "🗑️",
              },
              "label": "Delete",
              "style": 2,
              "type": 2,
            },
            {
              "custom_id": "f1:r:42",
              "emoji": {
                "name": "🚩",
              },
              "label": "Report",
              "style": 2,
              "type": 2,
            },
          ],
          "type": 1,
        },
      ],
      "files": [
        {
          "alt": "a white siamese cat",
          "bytes": Uint8Array [
            1,
          ],
          "name": "flux-42-1.png",
        },
      ],
    }
  `)
})

test('what is too large is linked, and there is no empty gallery', () => {
  const view = resultView(finished(), [link], options, context)

  expect(view.files).toEqual([])
  expect(JSON.stringify(view.components)).toContain(
    'Image 1 is too large to post here: [open it](https://cdn.test/a.png)',
  )
  expect(view.components[0]?.type).toBe(10)
})

test('images that did not come are named and offered; those that can’t be downloaded yet are linked without more', () => {
  const job = finished({ missing: 2, request: { ...finished().request, count: 3 } })
  const view = JSON.stringify(resultView(job, [png], options, context))
  expect(view).toContain('1 of 3 images arrived.')
  expect(view).toContain('Make the 2 missing images')
  expect(view).toContain('f1:n:42')

  const partial = JSON.stringify(resultView(job, [link], { ...options, isPartial: true }, context))
  expect(partial).not.toMatch(/f1:[avned]:42/)
})

test('an unknown outcome offers nothing that would pay twice', () => {
  const job = finished({ state: 'unknown', images: [], failure: { code: 'outcome_unknown', charged: 'unknown' } })

  expect(JSON.stringify(failureView(job, { mention: false }, context))).not.toContain('f1:a:')
})

test.each([
  ['no', true],
  ['unknown', false],
  ['yes', false],
] as const)('a failure whose charge is "%s" is offered again with one click: %s', (charged, isOffered) => {
  const job = finished({ state: 'failed', images: [], failure: { code: 'task_failed', charged } })
  const view = JSON.stringify(failureView(job, { mention: false }, context))
  expect([view.includes('f1:a:42'), view.includes('f1:u:42')]).toEqual([isOffered, true])
})

test('an overdue image is not called one that could not be made, and is not offered again', () => {
  const failure = { code: 'wait_deadline', charged: 'yes', traceId: 'trace' } as const
  const view = JSON.stringify(
    failureView(finished({ state: 'overdue', images: [], failure }), { mention: false }, context),
  )

  expect(view).toContain('This image is overdue.')
  expect(view).toContain('Its cost stays reserved while I keep checking.')
  expect(view).toContain('/ trace')
  expect(view).not.toContain('couldn’t be made')
  expect(view).not.toContain('f1:a:')
})

test('whatever the prompt, the language and the images, the limits of Discord are kept', () => {
  const images = fc.array(fc.constantFrom(png, link), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(fc.string({ maxLength: 4000 }), fc.constantFrom(...languages), images, (prompt, locale, shown) => {
      const translated = { t: textsFor(locale), locale, currency: 'USD' }
      const job = finished({ request: { ...finished().request, prompt } })
      const failure = { code: 'moderated', charged: 'no', traceId: prompt } as const
      for (const view of [
        resultView(job, shown, { ...options, mention: true }, translated),
        resultView({ ...job, missing: 3 }, shown, options, translated),
        failureView({ ...job, state: 'failed', failure }, { mention: true }, translated),
        failureView(
          { ...job, state: 'overdue', failure: { ...failure, code: 'wait_deadline' } },
          { mention: true },
          translated,
        ),
        progressView(job, { stage: 'running', etaMs: 1, nowMs: 2 }, { left: 100_000, per: 'month' }, translated),
      ]) {
        const all = [...walk(view.components)]
        expect(all.length).toBeLessThanOrEqual(40)
        expect(
          all.reduce((sum, { content }) => sum + (typeof content === 'string' ? content.length : 0), 0),
        ).toBeLessThanOrEqual(4000)
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

test.each<[string, Partial<Job['request']>, string]>([
  [
    'an edit of an image that could not be read',
    { action: 'edit', sentSize: '1:1' },
    '1:1 square · shape of the original unknown',
  ],
  [
    'an edit that keeps the shape of its image',
    { action: 'edit', sentSize: '3:2', imageSize: { width: 300, height: 200 } },
    '3:2 landscape',
  ],
  ['an edit in a size that was asked for', { action: 'edit', size: '16:9', sentSize: '16:9' }, '16:9 landscape'],
  ['a size that the service took in its other notation', { size: '1024x576', sentSize: '16:9' }, '16:9 landscape'],
])('the result of %s names the size that was sent', (_name, request, text) => {
  const job = { ...finished(), request: { ...finished().request, size: undefined, ...request } }
  const shown = JSON.stringify(resultView(job, [png], options, context))

  expect(shown).toContain(` · ${text} · `)
  expect(shown.includes('unknown')).toBe(text.includes('unknown'))
})

test('an unsafe or endless link is never shown, and no link is cut', () => {
  const shown = (url: string): string =>
    JSON.stringify(
      resultView(
        finished({ request: aRequest({ prompt: '*'.repeat(4000) }) }),
        [1, 2, 3, 4].map(() => ({ ...link, url })),
        options,
        context,
      ),
    )

  for (const url of ['javascript:alert(1)', 'data:text/html,x', `https://cdn.test/${'a'.repeat(5000)}`]) {
    expect(shown(url)).not.toMatch(/javascript:|data:|aaaa/)
    expect(shown(url)).toContain('its link can’t be shown here')
  }
  const long = `https://cdn.test/${'b'.repeat(680)}`
  expect(shown(long).split(`(${long})`)).toHaveLength(5)
})
