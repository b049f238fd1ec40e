import { tokenFilePath } from '@fluxkit/jobs/node'
import { type Cli, isInteractive, writeErr } from '../../cli.ts'
import { type ExitCode, exitCodes } from '../../errors/exit-codes.ts'
import { usageError } from '../../errors/program-error.ts'
import { askSecret } from '../../prompts/questions.ts'
import { readStdin } from '../../prompts/read-stdin.ts'
import { defaultBaseUrl, defaultPlatformBaseUrl } from '../../settings/choose-service.ts'
import { deleteTokenFile, readTokenFile, writeTokenFile } from '../../settings/token-file.ts'

export interface LoginOptions {
  readonly platform?: boolean
}

/** @throws {ProgramError} {AuthenticationError} and whatever prevents checking the token; then nothing is saved */
export async function login(cli: Cli, { platform = false }: LoginOptions): Promise<ExitCode> {
  const { host, folders, errPaint: paint, symbols, texts } = cli
  const { t } = texts
  const path = tokenFilePath(folders.config)
  const token = readToken(
    isInteractive(host)
      ? await askSecret(cli, t(platform ? 'ask.platformToken' : 'ask.token'))
      : await readStdin(host.stdin, host.stop),
  )
  if (platform) {
    const platformBaseUrl = host.env['ACEDATACLOUD_PLATFORM_BASE_URL'] || defaultPlatformBaseUrl
    await tryPlatformToken(cli, token, platformBaseUrl)
    const platformOrigin = new URL(platformBaseUrl).origin
    await writeTokenFile(path, { ...(await readTokenFile(path)), platformToken: token, platformOrigin })
    writeErr(cli, `${paint.green(symbols.ok)} ${t('login.works', { path })}\n`)
    return exitCodes.ok
  }
  const baseUrl = host.env['ACEDATACLOUD_API_BASE_URL'] || defaultBaseUrl
  await tryToken(cli, token, baseUrl)
  await writeTokenFile(path, { ...(await readTokenFile(path)), token, origin: new URL(baseUrl).origin })
  writeErr(cli, `${paint.green(symbols.ok)} ${t('login.works', { path })}\n`)
  if (host.env['ACEDATACLOUD_API_TOKEN']) writeErr(cli, `${t('login.environmentFirst')}\n`)
  return exitCodes.ok
}

export async function logout(cli: Cli): Promise<ExitCode> {
  const { t } = cli.texts
  const path = tokenFilePath(cli.folders.config)
  const existed = await deleteTokenFile(path)
  writeErr(cli, `${existed ? t('logout.deleted', { path }) : t('logout.none')}\n`)
  if (cli.host.env['ACEDATACLOUD_API_TOKEN']) writeErr(cli, `${t('logout.environment')}\n`)
  return exitCodes.ok
}

/** A token is one word; anything else is a mistake in copying. */
function readToken(text: string): string {
  const token = text.trim()
  if (token === '') {
    throw usageError(
      ({ t }) => t('usage.emptyToken'),
      ({ t }) => t('usage.emptyTokenAdvice'),
    )
  }
  if (!/^[\u0021-\u007E]{1,4096}$/.test(token))
    throw usageError(
      ({ t }) => t('usage.notAToken'),
      ({ t }) => t('usage.notATokenAdvice'),
    )
  return token
}

async function tryToken({ host }: Cli, token: string, baseUrl: string): Promise<void> {
  const { createFluxClient } = await import('@fluxkit/core/node')
  await using client = createFluxClient({ token, baseUrl, clock: host.clock })
  await client.checkConnection({ signal: host.stop })
}

/** By asking for the balance, which is free. @throws what is wrong */
async function tryPlatformToken({ host }: Cli, platformToken: string, platformBaseUrl: string): Promise<void> {
  const { createFluxClient } = await import('@fluxkit/core/node')
  await using client = createFluxClient({ token: 'none', platformToken, platformBaseUrl, clock: host.clock })
  await client.account.balance({ signal: host.stop })
}
