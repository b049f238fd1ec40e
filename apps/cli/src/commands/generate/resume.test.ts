import { describe, expect, it } from 'vitest'
import { aJob } from '../../jobs/fakes.ts'
import { planSteps } from './resume.ts'

const draft = { service: 'https://api.example', request: aJob().request, save: aJob().save }

function kinds(...args: Parameters<typeof planSteps>): string[] {
  return planSteps(...args).map(({ kind }) => kind)
}

describe('planSteps', () => {
  it.each([
    ['saved', 'skip'],
    ['submitted', 'finish'],
    ['succeeded', 'finish'],
    ['outcome-unknown', 'finish'],
    ['failed', 'new'],
  ] as const)('turns a job that is %s into %s', (state, kind) => {
    expect(kinds([draft], [aJob({ state })])).toEqual([kind])
  })

  it('needs two jobs for a prompt that stands twice in the list', () => {
    expect(kinds([draft, draft], [aJob({ state: 'saved' })])).toEqual(['skip', 'new'])
  })

  it.each([
    ['another prompt', { request: { action: 'generate', prompt: 'a cat', model: 'flux-dev' } }],
    ['another size', { request: { action: 'generate', prompt: 'a fox', model: 'flux-dev', size: '256x256' } }],
    ['another folder', { save: { ...aJob().save, directory: '/elsewhere' } }],
    ['another service', { service: 'sandbox' }],
  ] as const)('does not take %s for the same work', (_name, fields) => {
    expect(kinds([draft], [aJob({ state: 'saved', ...fields })])).toEqual(['new'])
  })

  it('makes unfinished work of a sandbox anew, since it ended with its program', () => {
    expect(kinds([{ ...draft, service: 'sandbox' }], [aJob({ state: 'submitted', service: 'sandbox' })])).toEqual([
      'new',
    ])
  })
})
