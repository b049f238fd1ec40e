import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isFluxError } from '../errors/is-flux-error.ts'
import type { InvalidRequestError } from '../errors/request-errors.ts'
import { anAcceptance } from '../testing/builders.ts'
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts'
import { createScriptedTransport, type ScriptedTransport } from '../testing/scripted-transport.ts'
import { createFluxClient } from './create-client.ts'
import { attempt, callback, type Call, fox, link, methodOf, methods } from './fixtures/every-method.ts'
import type { FluxClient } from './types.ts'

const names = Object.keys(methods)

/** @returns what a call rejected with or threw, `undefined` when nothing */
async function failureOf({ flux, clock }: Bench, call: () => unknown): Promise<unknown> {
  const failing = (async () => {
    const result = await call()
    if (Symbol.asyncIterator in Object(result)) for await (const _ of result as AsyncIterable<unknown>) break
  })().catch((error: unknown) => error)
  await clock.advance(0)
  // Ends waits for tasks.
  await flux.close()
  return failing
}

interface Bench {
  readonly flux: FluxClient
  readonly transport: ScriptedTransport
  readonly clock: FakeClock
}

/** A client that is answered with acceptances, in no time. */
function createBench(): Bench {
  const clock = createFakeClock()
  const transport = createScriptedTransport(Array.from({ length: 20 }, () => ({ body: anAcceptance() })))
  const options = { token: 'any', platformToken: 'any', clock, transport, retry: { maxAttempts: 1 }, findLost: false }
  return { transport, clock, flux: createFluxClient(options) }
}

async function refusalOf(name: string, options: unknown): Promise<unknown> {
  const bench = createBench()
  const error = await failureOf(bench, () => methodOf(bench.flux, name)(...(methods[name] ?? []), options))
  expect(bench.transport.requests).toEqual([])
  return error
}

const limit = 'must be a number of milliseconds from 1 to 2147483647'

const wrongOptions: readonly (readonly [options: unknown, message: string])[] = [
  ...['deadlineMs', 'timeoutMs'].flatMap((name) =>
    [-1, 0, Number.NaN, Infinity, 2_147_483_648, '1000', null, [], true].map((value) => {
      const shown = typeof value === 'object' && value !== null ? '(object)' : String(value)
      return [{ [name]: value }, `${name} ${shown}: ${limit}`] as const
    }),
  ),
  [{ maxBytes: 0 }, 'maxBytes 0: must be a whole number from 1'],
  [{ maxBytes: 1.5 }, 'maxBytes 1.5: must be a whole number from 1'],
  [{ submittedAtMs: Number.NaN }, 'submittedAtMs NaN: must be a finite number'],
  [{ submittedAtMs: '2026-11-29' }, 'submittedAtMs 2026-11-29: must be a finite number'],
  [{ signal: new AbortController() }, 'signal (object): must be an AbortSignal'],
  [{ headers: 'x-app: 1' }, 'headers "x-app: 1": must be an object of names and values'],
  [{ headers: { authorization: 'x' } }, 'header authorization: is set by Fluxkit'],
  [{ onProgress: 'log' }, 'onProgress log: must be a function'],
  [{ onAttempt: {} }, 'onAttempt (object): must be a function'],
  [{ isKnown: true }, 'isKnown true: must be a function'],
  [{ findLost: 'no' }, 'findLost no: must be true or false'],
  [{ repeatRefusedSize: 0 }, 'repeatRefusedSize 0: must be true or false'],
  [{ expectCallback: 1 }, 'expectCallback 1: must be true or false'],
  [{ mode: 'Sync' }, 'mode Sync: must be async or sync'],
  [{ jobKey: 7 }, 'jobKey 7: must be text'],
  [{ model: {} }, 'model (object): must be text'],
  [{ taskId: 7 }, 'taskId 7: must be text'],
  [{ headers: new Headers({ 'x-app': '1' }) }, 'headers (object): must be an object of names and values'],
  [AbortSignal.abort(), 'options: pass the signal as { signal }'],
  [null, 'options: must be an object'],
  ['sk-token', 'options: must be an object'],
  [(): void => undefined, 'options: must be an object'],
]

describe('an option that cannot work is refused before anything is sent', () => {
  it.each(names)('by %s', async (name) => {
    for (const [options, message] of wrongOptions) {
      expect(await refusalOf(name, options)).toMatchObject({ code: 'invalid_request', issues: [{ message }] })
    }
  })

  it('and where it is about something paid, the error does not deny it', async () => {
    expect(await refusalOf('generate', { deadlineMs: -1 })).toMatchObject({ charged: 'no' })
    expect(await refusalOf('tasks.wait', { deadlineMs: -1 })).toMatchObject({ charged: 'yes', taskId: 'task-1' })
    const download = await refusalOf('images.download', { deadlineMs: -1, taskId: 'task-2' })
    expect(download).toMatchObject({ charged: 'yes', taskId: 'task-2' })
  })
})

it.each<[string, readonly unknown[], string]>([
  ['generate', [], 'request: must be an object'],
  ['generate', ['a red fox'], 'request: must be an object'],
  ['edit', [null], 'request: must be an object'],
  ['submit', [[fox]], 'request: must be an object'],
  ['submit', [fox], 'action undefined: must be "generate" or "edit"'],
  ['tasks.get', [], 'id 1 of 1: must be a task id'],
  ['tasks.get', [7], 'id 1 of 1: must be a task id'],
  ['tasks.getMany', [], 'ids: must be a list of task ids'],
  ['tasks.getMany', ['task-1'], 'ids: must be a list of task ids'],
  ['tasks.getMany', [['task-1', null]], 'id 2 of 2: must be a task id'],
  ['tasks.wait', [{ id: 'task-1' }], 'id 1 of 1: must be a task id'],
  ['tasks.watch', ['task-1'], 'ids: must be a list of task ids'],
  ['tasks.list', [], 'query: must be an object'],
  ['tasks.list', [{ limit: 0 }], 'limit 0: must be a whole number from 1'],
  ['tasks.list', [{ offset: -1 }], 'offset -1: must be a whole number from 0'],
  ['tasks.list', [{ createdAtMinMs: '2026' }], 'createdAtMinMs 2026: must be a finite number'],
  ['tasks.list', [{ userId: 7 }], 'userId 7: must be text'],
  ['tasks.find', [], 'lost: must be an object'],
  ['tasks.find', [{}], 'attempt undefined: must be an attempt as onAttempt reports it'],
  ['tasks.find', [{ attempt: { wire: {} } }], 'attempt (object): must be an attempt as onAttempt reports it'],
  ['tasks.find', [{ attempt, others: attempt }], 'others (object): must be a list of attempts'],
  ['images.download', [], 'url: must be the link of an image'],
  ['images.download', [{ url: link }], 'url: must be the link of an image'],
  ['account.usage', [], 'id 1 of 1: must be a trace id'],
  ['account.usage', ['\ud800'], 'id 1 of 1: must be a trace id'],
  ['files.upload', [], 'file: must be a Blob, a File, an ArrayBuffer or a Uint8Array'],
])('%s refuses %j, and sends nothing', async (name, given, message) => {
  const bench = createBench()
  expect(await failureOf(bench, () => methodOf(bench.flux, name)(...given))).toMatchObject({
    code: 'invalid_request',
    issues: [{ message }],
  })
  expect(bench.transport.requests).toEqual([])
})

it('a callback that is not one is refused at once', () => {
  const deliver = methodOf(createBench().flux, 'tasks.deliver')
  for (const wrong of [undefined, null, 'task-1', [], {}, { ...callback, jobKey: 7 }, { ...callback, taskId: 7 }]) {
    expect(() => deliver(wrong)).toThrow(expect.objectContaining({ code: 'invalid_request' }))
  }
})

it.each([null, 'sk-secret-token', 7, [], (): void => undefined])('createFluxClient refuses %j', (options) => {
  const call = (): unknown => (createFluxClient as Call)(options)
  expect(call).toThrow(expect.objectContaining({ code: 'invalid_request', charged: 'no' }))
  expect(call).toThrow('options: must be an object')
  expect(call).not.toThrow(/secret/)
})

describe('arbitrary arguments', () => {
  const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true })
  const anObject = fc.dictionary(fc.constantFrom('prompt', 'signal', 'deadlineMs', 'headers', 'attempt'), anything)
  const argument = fc.oneof(anything, anObject, fc.constantFrom(...wrongOptions.map(([options]) => options)))

  it.each([...names, 'tasks.deliver'])('of %s never end in an error that is not ours', async (name) => {
    await fc.assert(
      fc.asyncProperty(fc.array(argument, { maxLength: 3 }), async (given) => {
        const bench = createBench()
        const failure = await failureOf(bench, () => methodOf(bench.flux, name)(...given))
        expect(failure === undefined || isFluxError(failure), String(failure)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('of createFluxClient neither', () => {
    fc.assert(
      fc.property(argument, (given) => {
        const codeOf = (): unknown => {
          try {
            ;(createFluxClient as Call)(given)
            return 'invalid_request'
          } catch (error) {
            return (error as InvalidRequestError).code
          }
        }
        expect(codeOf()).toBe('invalid_request')
      }),
    )
  })
})
