import { expect, test } from 'vitest'
import { CallerAborted } from './deadline.ts'
import { forgetResponse } from './forget-response.ts'

const withData = (message: string, fields: object, options?: ErrorOptions): Error =>
  Object.assign(new Error(message, options), fields)

test('what libraries keep of requests and responses is taken out of all causes, and the rest stays', () => {
  const parser = withData('Parse error', { code: 'HPE_INVALID', data: 'a red fox', rawPacket: new Uint8Array(3) })
  const group = new AggregateError([withData('one', { config: { headers: {} } })], 'all failed', { cause: parser })
  const error = withData('fetch failed', { response: { body: 'a red fox' } }, { cause: group })
  forgetResponse(error)
  expect(error).not.toHaveProperty('response')
  expect(group.errors[0]).not.toHaveProperty('config')
  expect(parser).toMatchObject({ message: 'Parse error', code: 'HPE_INVALID' })
  expect(Object.keys(parser)).toEqual(['code'])
})

test('the reason of an abort is left as it is', () => {
  const reason = withData('stop', { data: 7 })
  forgetResponse(new CallerAborted(reason))
  expect(reason).toMatchObject({ data: 7 })
})

test('what is not an error, or is its own cause, does no harm', () => {
  const circle = new Error('x')
  circle.cause = circle
  for (const value of [circle, undefined, null, 'text', { data: 1 }, Object.freeze(withData('frozen', { data: 1 }))]) {
    expect(() => forgetResponse(value)).not.toThrow()
  }
})
