import { describe, expect, it } from 'vitest'
import type { ErrorFacts } from '../errors/error-facts.ts'
import { withNetworkAdvice } from './network-advice.ts'

const facts: ErrorFacts = {
  code: 'not_sent',
  message: 'The service cannot be reached.',
  charged: 'no',
  retryable: true,
  advice: 'Check the network, the proxy and the base URL, then try again.',
  url: 'https://api.acedata.cloud/flux/images',
}

describe('withNetworkAdvice', () => {
  it.each([
    ['nothing that is set', {}, 'Check the network, then try again.'],
    [
      'a proxy',
      { HTTPS_PROXY: 'http://user:secret@proxy.example' },
      'Check the proxy in HTTPS_PROXY (or add api.acedata.cloud to NO_PROXY), then try again.',
    ],
    [
      'the proxy that goes first',
      { https_proxy: 'http://a', HTTPS_PROXY: 'http://b' },
      'Check the proxy in https_proxy (or add api.acedata.cloud to NO_PROXY), then try again.',
    ],
    ['no proxy for plain requests', { HTTP_PROXY: 'http://a' }, 'Check the network, then try again.'],
    [
      'no proxy for exceptions',
      { HTTPS_PROXY: 'http://a', NO_PROXY: 'x.example, .acedata.cloud' },
      'Check the network, then try again.',
    ],
    ['no proxy at all', { HTTPS_PROXY: 'http://a', NO_PROXY: '*' }, 'Check the network, then try again.'],
    [
      'another address',
      { ACEDATACLOUD_API_BASE_URL: 'https://api.acedata.cloud/' },
      'Check the network and the address in ACEDATACLOUD_API_BASE_URL, then try again.',
    ],
  ])('names %s', (_name, env, advice) => {
    expect(withNetworkAdvice(facts, env).advice).toBe(advice)
  })

  it('takes no proxy to be in the way of the own machine', () => {
    const local = { ...facts, url: 'http://127.0.0.1:8788/flux/images' }
    expect(withNetworkAdvice(local, { HTTP_PROXY: 'http://a' }).advice).toBe('Check the network, then try again.')
  })

  it('does not doubt the network when an answer came', () => {
    const wrong = { ...facts, code: 'no_api', status: 404 }
    const env = { ACEDATACLOUD_API_BASE_URL: 'https://api.acedata.cloud' }
    expect(withNetworkAdvice(wrong, env).advice).toBe('Check the address in ACEDATACLOUD_API_BASE_URL, then try again.')
    expect(withNetworkAdvice(wrong, {})).toEqual(wrong)
  })

  it('leaves other failures as they are', () => {
    const refused = { ...facts, code: 'moderated', advice: 'Change the prompt.' }
    expect(withNetworkAdvice(refused, { HTTPS_PROXY: 'http://a' })).toEqual(refused)
  })
})
