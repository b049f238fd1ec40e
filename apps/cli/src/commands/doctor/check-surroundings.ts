import type { Texts } from '../../language/translator.ts'
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

/** Runtime, terminal and proxy: information, not findings. */
export function checkSurroundings({ host }: Cli): Finding[] {
  const protocol = choosePreviewProtocol(host.env, host.stderr.isTTY === true)
  const proxies = proxyNames.filter((name) => host.env[name])
  return [
    {
      name: 'program',
      level: 'ok',
      message: ({ t }) => t('doctor.program', { version: process.versions.node, platform: host.platform }),
    },
    {
      name: 'terminal',
      level: 'ok',
      message: ({ t }) => (protocol === undefined ? t('doctor.noPreview') : t('doctor.preview', { protocol })),
    },
    // Values are not shown: proxy addresses may contain passwords.
    {
      name: 'proxy',
      level: 'ok',
      message: ({ t }) =>
        proxies.length === 0 ? t('doctor.noProxy') : t('doctor.proxy', { names: proxies.join(', ') }),
      ...(proxies.some((name) => /^all_proxy$/i.test(name)) ? { advice: ({ t }: Texts) => t('doctor.allProxy') } : {}),
    },
  ]
}
