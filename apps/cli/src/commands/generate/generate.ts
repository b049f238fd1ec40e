import { checkRequest, InvalidRequestError } from '@fluxkit/core'
import type { Cli } from '../../cli.ts'
import { openConnection } from '../../client/open-connection.ts'
import type { ExitCode } from '../../exit-codes.ts'
import { runNewJob } from '../../jobs/run-job.ts'
import type { OutputOptions } from '../../output/reporter.ts'
import { runJobs, saveSettings } from '../job-session.ts'
import { createPictureReporter } from '../picture-reporter.ts'
import { readRequest } from '../request/request-options.ts'
import { sandboxNotice } from '../sandbox-notice.ts'
import type { SaveOptions, ServiceOptions, WaitingOptions } from '../shared-options.ts'
import { readPrompts } from './read-prompts.ts'
import { planResume } from './resume.ts'

export interface GenerateOptions extends OutputOptions, SaveOptions, ServiceOptions, WaitingOptions {
  readonly prompts?: string
  readonly concurrency: number
  readonly resume?: boolean
}

/** @throws {ProgramError} {InvalidRequestError} before anything is sent */
export async function generate(cli: Cli, words: readonly string[], options: GenerateOptions): Promise<ExitCode> {
  const { host } = cli
  const prompts = await readPrompts(cli, words, options.prompts)
  const requests = prompts.map((prompt) => readRequest('generate', { prompt }, options))
  const issues = requests.flatMap((request) => checkRequest(request)).slice(0, 1)
  if (issues.length > 0) throw new InvalidRequestError(issues)

  const reporter = createPictureReporter(cli, options)
  await using connection = await openConnection(cli, { wantsSandbox: options.sandbox === true })
  if (connection.isSandbox) reporter.note(sandboxNotice(cli, connection))
  const drafts = requests.map((request) => ({ service: connection.service, request, save: saveSettings(cli, options) }))
  const works =
    options.resume === true
      ? await planResume(cli, reporter, drafts)
      : drafts.map((draft) => (tools: Parameters<typeof runNewJob>[0]) => runNewJob(tools, draft, host.random))
  return await runJobs(
    {
      cli,
      connection,
      reporter,
      timeoutSeconds: options.timeout,
      concurrency: options.concurrency,
      open: options.open === true,
    },
    works,
  )
}
