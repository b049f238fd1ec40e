import type { Cli } from '../../cli.ts'
import { isInteractive } from '../../cli.ts'
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
  const { host } = cli
  if (connection.isSandbox) {
    reporter.note('The file stays on this machine: the sandbox stands in for the upload too.')
  } else {
    if (!connection.hasPlatformToken) throw noPlatformToken(cli)
    const what = `${plainText(image.name)} (${image.width} × ${image.height}, ${bytesText(image.bytes.byteLength)})`
    reporter.note(
      `${cli.errPaint.yellow('Upload')}: ${what} gets a link that is public and permanent; it cannot be taken back.`,
    )
    if (!yes) await agree(cli)
  }
  const { url } = await connection.client.files.upload({ bytes: image.bytes, name: 'image' }, { signal: host.stop })
  reporter.note(`Uploaded as ${plainText(url)}`)
  return url
}

async function agree({ host }: Cli): Promise<void> {
  if (!isInteractive(host)) {
    throw usageError(
      'The upload makes a local file public, and there is no terminal to ask on.',
      'Add --yes to agree to it.',
    )
  }
  if (!(await askYesNo(host, 'Upload it and make it public for good?'))) throw stoppedError()
}

function noPlatformToken({ launcher }: Cli): ProgramError {
  return new ProgramError(
    'no_platform_token',
    3,
    'A local file needs a token of the platform, another one than the API token. Nothing was sent, nothing was charged.',
    `Set ACEDATACLOUD_PLATFORM_TOKEN or run \`${launcher} login --platform\` (see ${tokenPage}), or give a link instead of a file.`,
  )
}
