import { tokenFilePath } from '@fluxkit/jobs/node'
import type { Cli } from '../../cli.ts'
import { exitCodes } from '../../errors/exit-codes.ts'
import { type ServiceChoice, tokenPage } from '../../settings/choose-service.ts'
import type { Finding } from './finding.ts'

/** Where the tokens come from; never what they are. */
export function describeToken({ folders, launcher }: Cli, choice: ServiceChoice): Finding[] {
  if (choice.kind === 'sandbox') {
    if (choice.reason === 'asked')
      return [{ name: 'token', level: 'ok', message: 'not needed: the sandbox was asked for' }]
    return [
      {
        name: 'token',
        level: 'warn',
        message: 'none, so images come from the sandbox and are not charged',
        advice: `For the real service set ACEDATACLOUD_API_TOKEN or run \`${launcher} login\`; tokens: ${tokenPage}`,
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
          message: `none for ${origin}`,
          advice: `Set ACEDATACLOUD_API_TOKEN or run \`${launcher} login\`; tokens: ${tokenPage}`,
          exitCode: exitCodes.authentication,
        }
      : {
          name: 'token',
          level: 'ok',
          message:
            tokenFrom === 'environment' ? 'from ACEDATACLOUD_API_TOKEN' : `from ${tokenFilePath(folders.config)}`,
        }
  const upload: Finding =
    platformToken === undefined
      ? {
          name: 'uploads',
          level: 'warn',
          message: 'no token of the platform: `edit` takes links, but no local files, and the balance is not shown',
          advice: `Set ACEDATACLOUD_PLATFORM_TOKEN or run \`${launcher} login --platform\`.`,
        }
      : { name: 'uploads', level: 'ok', message: 'a token of the platform is there' }
  return [token, upload]
}
