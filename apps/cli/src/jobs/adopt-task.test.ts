import { describe, expect, it } from 'vitest'
import { describedBy } from './adopt-task.ts'
import { aJob } from './fakes.ts'

const job = aJob({ request: { action: 'generate', prompt: '' }, taskId: 'task-1' })

describe('describedBy', () => {
  it('takes prompt, model and time from the task', () => {
    const raw = { request: { action: 'generate', prompt: 'a fox', model: 'flux-2-pro' } }
    const described = describedBy(job, { id: 'task-1', state: 'running', model: 'flux-2-pro', createdAtMs: 7, raw })
    expect(described).toMatchObject({
      taskId: 'task-1',
      request: { action: 'generate', prompt: 'a fox', model: 'flux-2-pro' },
      submittedAtMs: 7,
    })
  })

  it('knows an edit by its action', () => {
    const raw = { request: { action: 'edit', prompt: 'at night', image_url: 'https://example.com/cat.png' } }
    expect(describedBy(job, { id: 'task-1', state: 'running', raw }).request).toEqual({
      action: 'edit',
      prompt: 'at night',
      imageUrl: 'https://example.com/cat.png',
    })
  })

  it('makes do with a task that echoes nothing', () => {
    expect(describedBy(job, { id: 'task-1', state: 'running', raw: {} }).request).toEqual({
      action: 'generate',
      prompt: '',
    })
  })
})
