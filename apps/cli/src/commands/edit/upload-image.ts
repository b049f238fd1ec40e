import { type Cli, isInteractive } from '../../cli.ts'
import type { Connection } from '../../client/connection.ts'
import { plainText } from '../../terminal/terminal-text.ts'
import type { Reporter } from '../../output/reporter.ts'
import { bytesText } from '../../output/size-text.ts'
import { ProgramError, usageError } from '../../errors/program-error.ts'
import { askYesNo, stoppedError } from '../../prompts/questions.ts'
import { tokenPage } from '../../settings/choose-service.ts'
import type { LocalImage } from './local-image.ts'

interface Upload {
  readonly connection: Connection
  readonly reporter: Reporter
  readonly image: LocalImage
  /** The user has agreed on the command line. */
  readonly yes: boolean
}

/** Gets a link for a local image, once the user has agreed to make it public. @throws {ProgramError} before it is sent */
export async function uploadImage(cli: Cli, { connection, reporter, image, yes }: Upload): Promise<string> {
  const { host, texts } = cli
  const { t } = texts
  if (connection.isSandbox) {
    reporter.note(t('upload.sandbox'))
  } else {
    if (!connection.hasPlatformToken) throw noPlatformToken()
    const { width, height, bytes } = image
    const file = cli.errPaint.yellow(plainText(image.name))
    reporter.note(t('upload.notice', { file, width, height, size: bytesText(bytes.byteLength) }))
    if (!yes) await agree(cli)
  }
  const { url } = await connection.client.files.upload({ bytes: image.bytes, name: 'image' }, { signal: host.stop })
  reporter.note(t('upload.done', { url: plainText(url) }))
  return url
}

async function agree(cli: Cli): Promise<void> {
  if (!isInteractive(cli.host)) {
    throw usageError(
      ({ t }) => t('usage.uploadNeedsYes'),
      ({ t }) => t('usage.uploadNeedsYesAdvice'),
    )
  }
  if (!(await askYesNo(cli, cli.texts.t('ask.upload')))) throw stoppedError()
}

function noPlatformToken(): ProgramError {
  return new ProgramError(
    'no_platform_token',
    3,
    ({ t }) => t('fault.noPlatformToken'),
    ({ t }) => t('fault.noPlatformTokenAdvice', { url: tokenPage }),
  )
}
