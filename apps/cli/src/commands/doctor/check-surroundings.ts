import type { Cli } from '../../cli.ts'
import { choosePreviewProtocol } from '../../images/preview/choose-protocol.ts'
import type { Finding } from './finding.ts'

const proxyNames = [
  'HTTPS_PROXY',
  'https_proxy',
  'HTTP_PROXY',
  'http_proxy',
  'ALL_PROXY',
  'all_proxy',
  'NO_PROXY',
  'no_proxy',
]

/** Runtime, terminal and proxy: what is so, rather than what is wrong. */
export function checkSurroundings({ host }: Cli): Finding[] {
  const protocol = choosePreviewProtocol(host.env, host.stderr.isTTY === true)
  const proxies = proxyNames.filter((name) => host.env[name])
  return [
    { name: 'program', level: 'ok', message: `Node.js ${process.versions.node} on ${host.platform}` },
    {
      name: 'terminal',
      level: 'ok',
      message: protocol === undefined ? 'images are not shown in this terminal' : `images are shown (${protocol})`,
    },
    // Values are not shown: proxy addresses hold passwords.
    {
      name: 'proxy',
      level: 'ok',
      message: proxies.length === 0 ? 'none in the environment' : `from the environment: ${proxies.join(', ')}`,
      ...(proxies.some((name) => /^all_proxy$/i.test(name))
        ? { advice: 'ALL_PROXY is not used; set HTTPS_PROXY.' }
        : {}),
    },
  ]
}
