import { faultKinds, faultOperations, type FaultKind, type FaultOperation } from './fault-kinds.ts'

/** How an error names the task that it is about. */
const shapes = ['string', 'number', 'nested', 'non-ascii', 'images'] as const
const encodings = ['gzip', 'deflate', 'br'] as const

/** One fault to inject. Which of the parameters a kind reads is in {@link faultKinds}. */
export interface Fault {
  readonly kind: FaultKind
  /** Default: the first operation of the kind. */
  readonly operation?: FaultOperation
  /** How often; default: until cleared. */
  readonly times?: number
  /** Only for tasks whose prompt contains this text. */
  readonly prompt?: string
  readonly ms?: number
  readonly retryAfter?: number | 'date' | 'none'
  readonly accepted?: boolean
  readonly forever?: boolean
  readonly status?: number
  readonly code?: string
  readonly message?: string
  readonly word?: string
  readonly when?: 'running' | 'finished' | 'both'
  readonly polls?: number
  readonly to?: string
  readonly shape?: (typeof shapes)[number]
  readonly encoding?: (typeof encodings)[number]
  readonly empty?: boolean
  readonly images?: number
  readonly billed?: boolean
}

type Check = (value: unknown) => boolean

const isText: Check = (value) => typeof value === 'string' && value.length <= 2_000
const isFlag: Check = (value) => typeof value === 'boolean'
const isCount: Check = (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0
const isOneOf =
  (allowed: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && allowed.includes(value)
const isHttpUrl: Check = (value) =>
  typeof value === 'string' && URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol)

const parameters: Record<Exclude<keyof Fault, 'kind' | 'operation'>, Check> = {
  times: isCount,
  prompt: isText,
  ms: isCount,
  retryAfter: (value) => value === 'date' || value === 'none' || isCount(value),
  accepted: isFlag,
  forever: isFlag,
  status: (value) => isCount(value) && Number(value) >= 200 && Number(value) <= 599,
  code: isText,
  message: isText,
  word: isText,
  when: isOneOf(['running', 'finished', 'both']),
  polls: isCount,
  to: isHttpUrl,
  shape: isOneOf(shapes),
  encoding: isOneOf(encodings),
  empty: isFlag,
  images: isCount,
  billed: isFlag,
}

/** Why a fault was not understood. */
export class FaultSyntaxError extends Error {
  override name = 'FaultSyntaxError'
}

/**
 * Checks a fault from outside.
 * @throws FaultSyntaxError naming the part that is wrong
 */
export function parseFault(value: unknown): Fault {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FaultSyntaxError('A fault is an object with a "kind".')
  }
  const { kind: givenKind, ...rest } = value as Record<string, unknown>
  const kind = typeof givenKind === 'number' ? String(givenKind) : givenKind
  if (typeof kind !== 'string' || !Object.hasOwn(faultKinds, kind)) {
    throw new FaultSyntaxError(
      `Unknown fault ${JSON.stringify(givenKind) ?? 'undefined'}; known: ${Object.keys(faultKinds).join(', ')}`,
    )
  }
  const { operations } = faultKinds[kind as FaultKind]
  for (const [name, given] of Object.entries(rest)) {
    if (name === 'operation') {
      if (
        !faultOperations.some((operation) => operation === given) ||
        !operations.some((operation) => operation === given)
      ) {
        throw new FaultSyntaxError(`Fault ${kind}: operation is one of ${operations.join(', ')}`)
      }
    } else if (!Object.hasOwn(parameters, name)) {
      throw new FaultSyntaxError(`Fault ${kind}: unknown parameter ${JSON.stringify(name)}`)
    } else if (!parameters[name as keyof typeof parameters](given)) {
      throw new FaultSyntaxError(`Fault ${kind}: ${name} is invalid`)
    }
  }
  return { ...rest, kind } as Fault
}
