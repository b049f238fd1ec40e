import { tokenFilePath } from '@fluxkit/jobs/node'
import type { Cli } from '../../cli.ts'
import { exitCodes } from '../../errors/exit-codes.ts'
import { type ServiceChoice, tokenPage } from '../../settings/choose-service.ts'
import type { Finding } from './finding.ts'

/** Where the tokens come from, never the tokens. */
export function describeToken({ folders, launcher }: Cli, choice: ServiceChoice): Finding[] {
  const login = { command: `${launcher} login`, url: tokenPage }
  if (choice.kind === 'sandbox') {
    if (choice.reason === 'asked')
      return [{ name: 'token', level: 'ok', message: ({ t }) => t('doctor.tokenNotNeeded') }]
    return [
      {
        name: 'token',
        level: 'warn',
        message: ({ t }) => t('doctor.tokenSandbox'),
        advice: ({ t }) => t('doctor.tokenSandboxAdvice', login),
      },
    ]
  }
  const { tokenFrom, platformToken, baseUrl } = choice
  const origin = new URL(baseUrl).origin
  const token: Finding =
    tokenFrom === undefined
      ? {
          name: 'token',
          level: 'fail',
          message: ({ t }) => t('doctor.tokenNone', { origin }),
          advice: ({ t }) => t('doctor.tokenNoneAdvice', login),
          exitCode: exitCodes.authentication,
        }
      : {
          name: 'token',
          level: 'ok',
          message: ({ t }) =>
            t('doctor.tokenFrom', {
              source: tokenFrom === 'environment' ? 'ACEDATACLOUD_API_TOKEN' : tokenFilePath(folders.config),
            }),
        }
  const upload: Finding =
    platformToken === undefined
      ? {
          name: 'uploads',
          level: 'warn',
          message: ({ t }) => t('doctor.noUploads'),
          advice: ({ t }) => t('doctor.noUploadsAdvice', { command: `${launcher} login --platform` }),
        }
      : { name: 'uploads', level: 'ok', message: ({ t }) => t('doctor.uploads') }
  return [token, upload]
}
