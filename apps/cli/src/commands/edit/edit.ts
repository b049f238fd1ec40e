import { checkRequest, InvalidRequestError } from '@fluxkit/core'
import type { Cli } from '../../cli.ts'
import { openConnection } from '../../client/open-connection.ts'
import type { ExitCode } from '../../errors/exit-codes.ts'
import { openJournal } from '../../journal/open-journal.ts'
import { savingOptions } from '../../journal/place.ts'
import { probeFolder } from '../../journal/probe-folder.ts'
import type { OutputOptions } from '../../output/reporter.ts'
import { type ProgramError, usageError } from '../../errors/program-error.ts'
import { readPrompts } from '../generate/read-prompts.ts'
import { openSession } from '../../session/job-session.ts'
import { createImageReporter } from '../image-reporter.ts'
import { readRequest } from '../../options/request-options.ts'
import { sandboxNotice } from '../sandbox-notice.ts'
import type { SaveOptions, ServiceOptions, WaitingOptions } from '../../options/shared-options.ts'
import { readLocalImage } from './local-image.ts'
import { uploadImage } from './upload-image.ts'

export interface EditOptions extends OutputOptions, SaveOptions, ServiceOptions, WaitingOptions {
  readonly yes?: boolean
}

/** Stands for the link while a request is checked before its image is uploaded. */
const anyLink = 'https://example.com/image.png'

/** @throws {ProgramError} {InvalidRequestError} before anything is sent */
export async function edit(cli: Cli, image: string, args: readonly string[], options: EditOptions): Promise<ExitCode> {
  const [prompt = ''] = await readPrompts(cli, args, undefined)
  const isLink = /^[a-z][a-z0-9+.-]+:\/\//i.test(image) || image.startsWith('data:')
  const draftRequest = readRequest('edit', { prompt, imageUrl: isLink ? image : anyLink }, options)
  const issues = checkRequest(draftRequest)
  if (issues.length > 0) throw new InvalidRequestError(issues)
  const file = isLink ? undefined : await readLocalImage(cli, image)

  const reporter = createImageReporter(cli, options)
  await using connection = await openConnection(cli, { wantsSandbox: options.sandbox === true })
  if (connection.isSandbox) reporter.note(sandboxNotice(cli, connection))
  if (connection.isSandbox && file === undefined && !isOfThisMachine(image)) throw sandboxLinkError()
  const place = savingOptions(cli, options)
  await probeFolder(place.directory)
  const imageUrl =
    file === undefined
      ? image
      : await uploadImage(cli, { connection, reporter, image: file, yes: options.yes === true })
  const imageSize = file && { imageSize: { width: file.width, height: file.height } }
  const request = { ...draftRequest, imageUrl, ...imageSize }
  await using journal = openJournal(cli)
  const session = openSession({
    cli,
    connection,
    journal,
    reporter,
    timeoutSeconds: options.timeout,
    concurrency: 1,
    open: options.open === true,
    place,
  })
  return await session.run([() => session.submit(request)])
}

/** Loopback, or an image of the sandbox itself. */
function isOfThisMachine(link: string): boolean {
  return /^(localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/.test(new URL(link).hostname)
}

function sandboxLinkError(): ProgramError {
  return usageError(
    ({ t }) => t('usage.sandboxLink'),
    ({ t }) => t('usage.sandboxLinkAdvice'),
  )
}
