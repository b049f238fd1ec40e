import { checkRequest, InvalidRequestError } from '@fluxkit/core'
import type { Cli } from '../../cli.ts'
import { openConnection } from '../../client/open-connection.ts'
import type { ExitCode } from '../../exit-codes.ts'
import { runNewJob } from '../../jobs/run-job.ts'
import type { OutputOptions } from '../../output/reporter.ts'
import { type ProgramError, usageError } from '../../program-error.ts'
import { readPrompts } from '../generate/read-prompts.ts'
import { runJobs, saveSettings } from '../job-session.ts'
import { createPictureReporter } from '../picture-reporter.ts'
import { readRequest } from '../request/request-options.ts'
import { sandboxNotice } from '../sandbox-notice.ts'
import type { SaveOptions, ServiceOptions, WaitingOptions } from '../shared-options.ts'
import { readLocalPicture } from './local-picture.ts'
import { uploadPicture } from './upload-picture.ts'

export interface EditOptions extends OutputOptions, SaveOptions, ServiceOptions, WaitingOptions {
  readonly yes?: boolean
}

/** Stands for the link while a request is checked before its picture is uploaded. */
const anyLink = 'https://example.com/picture.png'

/** @throws {ProgramError} {InvalidRequestError} before anything is sent */
export async function edit(cli: Cli, image: string, words: readonly string[], options: EditOptions): Promise<ExitCode> {
  const [prompt = ''] = await readPrompts(cli, words, undefined)
  const isLink = /^[a-z][a-z0-9+.-]+:\/\//i.test(image) || image.startsWith('data:')
  const draftRequest = readRequest('edit', { prompt, imageUrl: isLink ? image : anyLink }, options)
  const issues = checkRequest(draftRequest)
  if (issues.length > 0) throw new InvalidRequestError(issues)
  const picture = isLink ? undefined : await readLocalPicture(cli, image)

  const reporter = createPictureReporter(cli, options)
  await using connection = await openConnection(cli, { wantsSandbox: options.sandbox === true })
  if (connection.isSandbox) reporter.note(sandboxNotice(cli, connection))
  if (connection.isSandbox && picture === undefined && !isOfThisMachine(image)) throw sandboxLinkError()
  const imageUrl =
    picture === undefined
      ? image
      : await uploadPicture(cli, { connection, reporter, picture, yes: options.yes === true })
  const imageSize = picture && { imageSize: { width: picture.width, height: picture.height } }
  const request = { ...draftRequest, imageUrl, ...imageSize }
  const draft = { service: connection.service, request, save: saveSettings(cli, options) }
  return await runJobs(
    { cli, connection, reporter, timeoutSeconds: options.timeout, concurrency: 1, open: options.open === true },
    [(tools) => runNewJob(tools, draft, cli.host.random)],
  )
}

/** Loopback, or a picture of the sandbox itself. */
function isOfThisMachine(link: string): boolean {
  return /^(localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/.test(new URL(link).hostname)
}

function sandboxLinkError(): ProgramError {
  return usageError(
    'The sandbox fetches nothing from outside of this machine.',
    'Give a local file, or set a token for the real service.',
  )
}
