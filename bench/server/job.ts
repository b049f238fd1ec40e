/** What the peers of a benchmark make the server do; it travels in the prompt, the one field that every format has. */
export interface JobSpec {
  /** One wanted image. A second submission with the same key is an image that nobody asked for. */
  readonly key: string
  readonly durationMs: number
  /** The server reports times that are so many times as long, to clients whose clock runs so many times as fast. */
  readonly timeScale?: number | undefined
  /** The server reports that the task took so long, whatever it took: clocks of services can be wrong. */
  readonly reportedMs?: number | undefined
  /** What goes wrong with the first submission. */
  readonly fault?: FaultName | undefined
}

export type FaultName =
  | 'reset after accepting'
  | 'reset in the middle of the answer'
  | 'no answer at all'
  | 'stalled answer'
  | 'gateway page, 502'
  | 'gateway page, 503'
  | 'gateway page, 504'
  | 'JSON error, 500'
  | 'JSON error, 503'
  | 'timeout, 408'
  | 'malformed JSON'
  | 'empty answer'
  | '429 that names the task by a number'
  | '500 that names the task further inside'
  | '503 that lists the image'
  | '400 that names the task'
  | 'page of something else, 200'
  | 'unasked 100 Continue, then a reset'
  | 'rate limit, 429'
  | 'reset before reading'

/** `accepted`: the submission was carried out, and charged, before the fault. */
export const faults: Readonly<Record<FaultName, { readonly accepted: boolean }>> = {
  'reset after accepting': { accepted: true },
  'reset in the middle of the answer': { accepted: true },
  'no answer at all': { accepted: true },
  'stalled answer': { accepted: true },
  'gateway page, 502': { accepted: true },
  'gateway page, 503': { accepted: true },
  'gateway page, 504': { accepted: true },
  'JSON error, 500': { accepted: true },
  'JSON error, 503': { accepted: true },
  'timeout, 408': { accepted: true },
  'malformed JSON': { accepted: true },
  'empty answer': { accepted: true },
  '429 that names the task by a number': { accepted: true },
  '500 that names the task further inside': { accepted: true },
  '503 that lists the image': { accepted: true },
  '400 that names the task': { accepted: true },
  'page of something else, 200': { accepted: true },
  'unasked 100 Continue, then a reset': { accepted: true },
  'rate limit, 429': { accepted: false },
  'reset before reading': { accepted: false },
}

export function writePrompt(spec: JobSpec): string {
  return JSON.stringify(spec)
}

/** Undefined for a prompt that no benchmark wrote. */
export function readPrompt(prompt: unknown): JobSpec | undefined {
  if (typeof prompt !== 'string' || !prompt.startsWith('{')) return undefined
  return JSON.parse(prompt) as JobSpec
}
