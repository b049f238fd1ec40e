import fc from 'fast-check'
import type { PollFault } from './task-service.ts'

/** One thing that happens. Tasks and waits are named by a number, taken modulo how many there are. */
export type Step =
  | {
      readonly do: 'submit'
      readonly count: number
      readonly takesMs: number
      readonly ends: 'succeeded' | 'failed'
      readonly knownAfterMs: number
      readonly deadlineMs: number
      readonly hasTimes: boolean
      readonly expectCallback: boolean
    }
  | { readonly do: 'wait-again'; readonly task: number; readonly deadlineMs: number }
  | { readonly do: 'wait-for-unknown'; readonly deadlineMs: number }
  | { readonly do: 'call-back'; readonly task: number; readonly times: number }
  | { readonly do: 'call-back-early'; readonly deadlineMs: number; readonly ends: 'succeeded' | 'failed' }
  | { readonly do: 'abort'; readonly wait: number }
  /** When the first wait gets progress, in the middle of it, the second is aborted. */
  | { readonly do: 'abort-within'; readonly wait: number; readonly other: number }
  | { readonly do: 'advance'; readonly ms: number }
  | { readonly do: 'sleep'; readonly ms: number }
  | { readonly do: 'set-wall'; readonly byMs: number }
  | { readonly do: 'fault'; readonly faults: readonly PollFault[] }
  | { readonly do: 'close' }

const deadlineMs = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 4_000, max: 700_000 }) },
  fc.integer({ min: 1, max: 4_000 }),
)
const ends = fc.constantFrom('succeeded' as const, 'failed' as const)

const submit = fc.record({
  do: fc.constant('submit' as const),
  count: fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 1, max: 3 }) }, fc.constantFrom(51, 120, 330)),
  takesMs: fc.oneof(fc.nat(10_000), fc.nat(200_000), fc.constant(10 ** 9)),
  ends,
  knownAfterMs: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(25_000)),
  deadlineMs,
  hasTimes: fc.boolean(),
  expectCallback: fc.boolean(),
})

const waitAgain = fc.record({ do: fc.constant('wait-again' as const), task: fc.nat(), deadlineMs })
const callBack = fc.record({
  do: fc.constant('call-back' as const),
  task: fc.nat(),
  times: fc.integer({ min: 1, max: 3 }),
})
const advance = fc.record({ do: fc.constant('advance' as const), ms: fc.oneof(fc.nat(3_000), fc.nat(120_000)) })
const abort = fc.record({ do: fc.constant('abort' as const), wait: fc.nat() })
const abortWithin = fc.record({ do: fc.constant('abort-within' as const), wait: fc.nat(), other: fc.nat() })

/** Nothing goes wrong: then nothing may be found late either. */
export const calmStories: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: submit.filter(({ count }) => count < 200) },
    { weight: 2, arbitrary: waitAgain },
    { weight: 3, arbitrary: advance },
    { weight: 1, arbitrary: callBack },
    { weight: 1, arbitrary: abort },
  ),
  { minLength: 1, maxLength: 14 },
)

const faults: fc.Arbitrary<PollFault> = fc.oneof(
  fc.record({
    fault: fc.constant('limited' as const),
    retryAfter: fc.constantFrom(undefined, '0', '5', '90', '1e9', 'soon', 'Fri, 31 Dec 9999 23:59:59 GMT'),
  }),
  fc.record({
    fault: fc.constantFrom(
      'lost' as const,
      'not-sent' as const,
      'hang' as const,
      'page' as const,
      'missing-page' as const,
      'service-error' as const,
      'no-list' as const,
    ),
  }),
  fc.record({ fault: fc.constant('slow' as const), ms: fc.oneof(fc.nat(5_000), fc.nat(35_000)) }),
  fc.record({ fault: fc.constantFrom('hiccup' as const, 'malformed' as const) }),
)

export const wildStories: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: submit },
    { weight: 3, arbitrary: waitAgain },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('wait-for-unknown' as const), deadlineMs }) },
    { weight: 3, arbitrary: callBack },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('call-back-early' as const), deadlineMs, ends }) },
    { weight: 2, arbitrary: abort },
    { weight: 1, arbitrary: abortWithin },
    { weight: 8, arbitrary: advance },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('sleep' as const), ms: fc.nat(5 * 3_600_000) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('set-wall' as const),
        byMs: fc.integer({ min: -3 * 3_600_000, max: 3 * 3_600_000 }),
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant('fault' as const),
        faults: fc.array(faults, { minLength: 1, maxLength: 8 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const) }) },
  ),
  { minLength: 1, maxLength: 24 },
)
