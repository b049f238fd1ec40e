import { type checkRequest, defaultModelIds } from '@fluxkit/core'
import { JobRefusal } from '@fluxkit/jobs'
import type { ImageRequest } from '../submission/image-request.ts'

export interface GenerateInput extends Wanted {
  readonly path?: string
}

export interface EditInput extends Wanted {
  readonly image: string
}

/** The parts of a request that are the agent's. */
type Wanted = Pick<ImageRequest, 'prompt' | 'model' | 'size' | 'count'>

/** Core's; it comes with the bundle of jobs. */
export type CheckRequest = typeof checkRequest

const maxPrompt = 4000
const maxCount = 4

/**
 * What an agent wants, checked here too: hosts hand over what a model wrote.
 *
 * @throws {JobRefusal} with a message that explains to the model what to do instead
 */
export function readGenerateInput(input: unknown, check: CheckRequest): GenerateInput {
  const fields = readFields(input, ['prompt', 'model', 'size', 'count', 'path'])
  const { prompt, model, size, count = 1, path } = fields
  if (!isCount(count)) {
    throw refused(`count must be a whole number from 1 to ${maxCount}.`)
  }
  const wish = { prompt: text(prompt, 'prompt'), ...optional({ model, size, path }) }
  refuseIssues(check({ action: 'generate', prompt: wish.prompt, ...part(wish) }))
  return { model: defaultModelIds.generate, ...wish, count }
}

/** @throws {JobRefusal} */
export function readEditInput(input: unknown, check: CheckRequest): EditInput {
  const { prompt, image, model, size } = readFields(input, ['prompt', 'image', 'model', 'size'])
  const wish = { prompt: text(prompt, 'prompt'), image: text(image, 'image'), ...optional({ model, size }) }
  const request = { action: 'edit', prompt: wish.prompt, imageUrl: 'https://example.com/image.png' } as const
  refuseIssues(check({ ...request, ...part(wish) }))
  return { model: defaultModelIds.edit, ...wish, count: 1 }
}

function isCount(count: unknown): count is number {
  return Number.isInteger(count) && Number(count) >= 1 && Number(count) <= maxCount
}

function part({ model, size }: { model?: string; size?: string }): { model?: string; size?: string } {
  return { ...(model === undefined ? {} : { model }), ...(size === undefined ? {} : { size }) }
}

function refuseIssues(issues: ReturnType<CheckRequest>): void {
  if (issues.length > 0) throw refused(`${issues.map((issue) => issue.message).join('. ')}.`)
}

function readFields(input: unknown, known: readonly string[]): Record<string, unknown> {
  if (typeof input !== 'object' || input === null) throw refused('the input must be an object.')
  const unknown = Object.keys(input).filter((name) => !known.includes(name))
  if (unknown.length > 0) throw refused(`unknown: ${unknown.join(', ')}. There are: ${known.join(', ')}.`)
  return { ...input }
}

function text(value: unknown, name: string): string {
  if (typeof value !== 'string' || value.trim() === '') throw refused(`${name} must be a text that is not empty.`)
  if (value.length > maxPrompt) throw refused(`${name} must not be longer than ${maxPrompt} characters.`)
  return value.trim()
}

function optional<K extends string>(fields: Record<K, unknown>): { [key in K]?: string } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')
  return Object.fromEntries(entries.map(([name, value]) => [name, text(value, name)])) as { [key in K]?: string }
}

function refused(message: string): JobRefusal {
  return new JobRefusal(
    'invalid_input',
    `The input is wrong: ${message} Correct it and call again; nothing was charged.`,
  )
}
