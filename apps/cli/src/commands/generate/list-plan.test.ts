import type { Job } from '@fluxkit/jobs'
import { aJob } from '@fluxkit/jobs/testing'
import { describe, expect, it } from 'vitest'
import { countMade, countRepeated, planList } from './list-plan.ts'

const service = 'https://api.example'
const request = { action: 'generate', prompt: 'a fox', model: 'flux-dev' } as const
const wanted = { service, request }
const image = { url: 'https://img.example/1.png', tries: 0 }
const task = { id: 'task-1', via: 'answer' } as const
const sent = { key: 'k', wire: {}, sentAtMs: 0 }
const ended = (kind: 'done' | 'failed' | 'cancelled' | 'discarded', charged: 'no' | 'unknown' | 'yes') =>
  ({ end: { kind, charged, atMs: 0 } }) as const

function entry(facts: Partial<Job>, held = false): { readonly job: Job; readonly held: boolean } {
  return { job: aJob({ request, ...facts }), held }
}

function kinds(...args: Parameters<typeof planList>): string[] {
  return planList(...args).map(({ kind }) => kind)
}

describe('planList', () => {
  it('submits what the journal does not know', () => {
    expect(kinds([wanted], [])).toEqual(['submit'])
  })

  it.each<[string, Partial<Job>, string]>([
    ['done', { task, images: [{ ...image, kept: '/fox.png' }], ...ended('done', 'yes') }, 'made'],
    ['submitted', { attempts: [sent], task }, 'recover'],
    ['sent, and its answer was never read', { attempts: [sent] }, 'recover'],
    ['ready', { task, images: [image] }, 'recover'],
    ['failed, and nobody knows whether it was charged', { task, ...ended('failed', 'unknown') }, 'recover'],
    ['cancelled after it may have been accepted', { attempts: [sent], ...ended('cancelled', 'unknown') }, 'recover'],
    ['failed free of charge', { attempts: [], ...ended('failed', 'no') }, 'submit'],
    ['discarded by a user', { attempts: [sent], ...ended('discarded', 'unknown') }, 'submit'],
    ['saved and never submitted', {}, 'submit-earlier'],
  ])('plans for a job that is %s', (_state, facts, kind) => {
    expect(kinds([wanted], [entry(facts)])).toEqual([kind])
  })

  it('leaves a job to the process that works on it', () => {
    expect(kinds([wanted], [entry({}, true)])).toEqual(['held'])
  })

  it('needs two jobs for a prompt that stands twice in the list', () => {
    expect(kinds([wanted, wanted], [entry(ended('done', 'yes'))])).toEqual(['made', 'submit'])
  })

  it('knows a job whose images went to another folder', () => {
    expect(kinds([wanted], [entry({ place: { directory: '/elsewhere' }, ...ended('done', 'yes') })])).toEqual(['made'])
  })

  it.each<[string, Partial<Job>]>([
    ['another prompt', { request: { ...request, prompt: 'a cat' } }],
    ['another size', { request: { ...request, size: '256x256' } }],
    ['another service', { service: 'https://other.example' }],
    ['the sandbox', { service: 'sandbox:1' }],
  ])('does not take %s for the same work', (_name, facts) => {
    expect(kinds([wanted], [entry({ ...ended('done', 'yes'), ...facts })])).toEqual(['submit'])
  })

  it('submits nothing that a record which cannot be read may be about', () => {
    const damaged = { damaged: 'The record is empty.', id: 'job-9' }
    const other = { ...wanted, request: { ...request, prompt: 'a cat' } }
    expect(kinds([wanted, other], [damaged, entry(ended('done', 'yes'))])).toEqual(['made', 'unsure'])
  })

  it('knows what an earlier sandbox has made, and makes again what ended with it', () => {
    const here = { ...wanted, service: 'sandbox:2' }
    expect(kinds([here], [entry({ service: 'sandbox:1', ...ended('done', 'no') })])).toEqual(['made'])
    expect(kinds([here], [entry({ service: 'sandbox:1', attempts: [sent], task })])).toEqual(['submit'])
  })
})

describe('what a list repeats', () => {
  it('is counted', () => {
    const other = { ...wanted, request: { ...request, prompt: 'a cat' } }
    expect(countRepeated([wanted, other, wanted, wanted])).toBe(2)
    expect(countMade([wanted, other, wanted], [entry(ended('done', 'yes'))])).toBe(1)
  })
})
