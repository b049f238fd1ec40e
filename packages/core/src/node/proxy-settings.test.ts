import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { TransportError } from '../http/transport.ts'
import { proxySettings } from './proxy-settings.ts'

describe('proxySettings', () => {
  it('are empty, not absent, without any variable, so that nobody looks elsewhere', () => {
    expect(proxySettings({})).toEqual({ httpProxy: '', httpsProxy: '', noProxy: '' })
  })

  it('read the variables in capitals', () => {
    const env = { HTTP_PROXY: 'http://a:1', HTTPS_PROXY: 'http://b:2', NO_PROXY: 'c,d' }
    expect(proxySettings(env)).toEqual({ httpProxy: 'http://a:1', httpsProxy: 'http://b:2', noProxy: 'c,d' })
  })

  it('prefer lower case, also when it is empty', () => {
    const env = { HTTPS_PROXY: 'http://b:2', https_proxy: '', NO_PROXY: 'x', no_proxy: 'y' }
    expect(proxySettings(env)).toMatchObject({ httpsProxy: '', noProxy: 'y' })
  })

  it.each([
    ['proxy.example:8080', 'http://proxy.example:8080'],
    ['user:pass@proxy.example:8080', 'http://user:pass@proxy.example:8080'],
    [' https://proxy.example ', 'https://proxy.example'],
  ])('read %j as %s, as curl does', (text, httpsProxy) => {
    expect(proxySettings({ HTTPS_PROXY: text })).toMatchObject({ httpsProxy })
  })

  it.each(['ftp://user:hunter2@proxy', 'http://user:hunter2@:::', 'socks5://user:hunter2@proxy'])(
    'refuse %j without repeating it: it may hold a password',
    (text) => {
      let thrown: unknown
      try {
        proxySettings({ HTTPS_PROXY: text })
      } catch (error) {
        thrown = error
      }
      expect(thrown).toBeInstanceOf(TransportError)
      expect(thrown).toMatchObject({ sent: 'no', message: 'HTTPS_PROXY is not an http(s) URL.' })
      expect(inspect(thrown)).not.toContain('hunter2')
    },
  )
})
