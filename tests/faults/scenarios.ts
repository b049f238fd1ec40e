import { type Fault, type FaultKind, faultKinds, type FaultOperation } from '@fluxkit/simulator'

/** What somebody does while the fault is in force. */
export const operations = [
  'submit-sync',
  'submit-async',
  'submit-callback',
  'wait',
  'batch',
  'download',
  'upload',
] as const
export type Operation = (typeof operations)[number]

/** One fault and one operation that can meet it. */
export interface Scenario {
  readonly operation: Operation
  readonly fault: Fault
  /** The fault in words; see `phrases.ts`. */
  readonly phrase: string
  /** Can it pass and stay, or is it part of one task and happens once? */
  readonly canStay: boolean
}

/** Parameters that make one kind of fault several, by the requests it disturbs. Without an entry: the kind as it is. */
const variants: Partial<Record<FaultKind, Partial<Record<FaultOperation, readonly Omit<Fault, 'kind'>[]>>>> = {
  429: { submit: [{}, { retryAfter: 'none' }], poll: [{}, { retryAfter: 'none' }] },
  502: { submit: [{}, { accepted: true }] },
  504: { submit: [{}, { accepted: true }] },
  error: {
    submit: [
      { code: 'bad_request' },
      { code: 'api_not_implemented' },
      { code: 'no_api' },
      { code: 'no_token' },
      { code: 'invalid_token' },
      { code: 'token_expired' },
      { code: 'token_mismatched' },
      { code: 'disabled' },
      { code: 'used_up' },
    ],
    poll: [{ code: 'invalid_token' }, { code: 'no_api' }],
    image: [{ code: 'forbidden', status: 403 }],
    upload: [{ code: 'invalid_token' }],
  },
  'error-with-task': {
    submit: [
      ...[400, 403, 429, 500, 503].map((status) => ({ status })),
      { status: 429, shape: 'number' },
      { status: 500, shape: 'nested' },
      { status: 400, shape: 'non-ascii' },
      { status: 503, shape: 'images' },
    ],
  },
  'gateway-refusal': {
    submit: [401, 403, 404, 405, 413, 415, 429, 431].flatMap((status) => [{ status }, { status, empty: true }]),
    poll: [{ status: 404 }, { status: 403, empty: true }],
    image: [{ status: 403 }],
    upload: [{ status: 413 }],
  },
  'unasked-encoding': {
    submit: [{ encoding: 'gzip' }, { encoding: 'br' }],
    poll: [{ encoding: 'gzip' }, { encoding: 'deflate' }],
    image: [{ encoding: 'gzip' }],
    upload: [{ encoding: 'gzip' }],
  },
  'task-fails': { submit: [{}, { code: 'service_unavailable' }] },
  'failure-with-image': { submit: [{}, { billed: true }] },
  'image-404': { image: [{}, { ms: 1_000 }] },
  'unknown-task': { submit: [{ ms: 5_000 }, { forever: true }] },
}

/** Who meets a fault of an answer to these requests. */
const metBy: Readonly<Record<FaultOperation, readonly Operation[]>> = {
  submit: ['submit-sync', 'submit-async', 'submit-callback'],
  poll: ['wait', 'batch'],
  image: ['download'],
  upload: ['upload'],
  callback: ['submit-callback'],
}

/** Who meets a fault of the task itself: `submit` has returned by then. */
const meetTasks: readonly Operation[] = ['submit-sync', 'submit-callback', 'wait', 'batch']

/** Every fault that the simulator can inject, with every operation that meets it. */
export function allScenarios(phraseOf: (fault: Fault) => string): Scenario[] {
  return (Object.keys(faultKinds) as FaultKind[]).flatMap((kind) => {
    const { stage, operations: disturbed } = faultKinds[kind]
    return disturbed.flatMap((on) => {
      const faults = (variants[kind]?.[on] ?? [{}]).map((more): Fault => ({ kind, operation: on, ...more }))
      const met = stage === 'task' ? meetTasks : metBy[on]
      const canStay = stage !== 'task' && stage !== 'callback'
      return faults.flatMap((fault) =>
        met.map((operation): Scenario => ({ operation, fault, phrase: phraseOf(fault), canStay })),
      )
    })
  })
}

/** Short and unique: `wait: hang-before`. */
export function nameOf({ operation, fault }: Scenario): string {
  return `${operation}: ${parametersOf(fault)}`
}

/** The same for a fault: `poll hang-before`. */
export function faultName(fault: Fault): string {
  return `${fault.operation} ${parametersOf(fault)}`
}

function parametersOf({ kind, operation: _operation, ...more }: Fault): string {
  return [kind, ...Object.entries(more).map(([name, value]) => `${name}=${value}`)].join(' ')
}
