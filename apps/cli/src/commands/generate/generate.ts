import { checkRequest, InvalidRequestError, type LooseFluxRequest } from '@fluxkit/core'
import type { Cli } from '../../cli.ts'
import { openConnection } from '../../client/open-connection.ts'
import { type ExitCode, exitCodes } from '../../errors/exit-codes.ts'
import { openJournal } from '../../journal/open-journal.ts'
import { savingOptions } from '../../journal/place.ts'
import { probeFolder } from '../../journal/probe-folder.ts'
import type { OutputOptions } from '../../output/reporter.ts'
import { openSession } from '../../session/job-session.ts'
import { createImageReporter } from '../image-reporter.ts'
import { readRequest } from '../../options/request-options.ts'
import { sandboxNotice } from '../sandbox-notice.ts'
import type { SaveOptions, ServiceOptions, WaitingOptions } from '../../options/shared-options.ts'
import { agreeToList } from './agree-to-list.ts'
import { planList } from './list-plan.ts'
import { describeList, listJson } from './list-text.ts'
import { readPrompts } from './read-prompts.ts'
import { workFor } from './step-work.ts'

export interface GenerateOptions extends OutputOptions, SaveOptions, ServiceOptions, WaitingOptions {
  readonly prompts?: string
  readonly concurrency: number
  readonly resume?: boolean
  readonly yes?: boolean
  readonly dryRun?: boolean
}

/** @throws {ProgramError} {InvalidRequestError} before anything is sent */
export async function generate(cli: Cli, args: readonly string[], options: GenerateOptions): Promise<ExitCode> {
  const prompts = await readPrompts(cli, args, options.prompts)
  const requests: readonly LooseFluxRequest[] = prompts.map((prompt) => readRequest('generate', { prompt }, options))
  const issues = requests.flatMap((request) => checkRequest(request)).slice(0, 1)
  if (issues.length > 0) throw new InvalidRequestError(issues)

  const reporter = createImageReporter(cli, options)
  await using connection = await openConnection(cli, { wantsSandbox: options.sandbox === true })
  if (connection.isSandbox) reporter.note(sandboxNotice(cli, connection))
  await using journal = openJournal(cli)
  const place = savingOptions(cli, options)
  const isList = options.prompts !== undefined || options.resume === true || options.dryRun === true
  const entries = isList ? await journal.list() : []
  const wanted = requests.map((request) => ({ service: connection.service, request }))
  const steps = options.resume === true ? planList(wanted, entries) : wanted.map(() => ({ kind: 'submit' }) as const)
  const list = describeList({ cli, connection, wanted, steps, entries, isResumed: options.resume === true })
  if (isList) reporter.note(list.text)
  if (options.dryRun === true) {
    reporter.dryRun(listJson(list))
    return exitCodes.ok
  }
  if (isList) await agreeToList(cli, connection, list, options)
  await probeFolder(place.directory)
  const session = openSession({
    cli,
    connection,
    journal,
    reporter,
    timeoutSeconds: options.timeout,
    concurrency: options.concurrency,
    open: options.open === true,
    place,
    maySubmit: () => true,
  })
  const { works, earlier } = workFor(session, wanted, steps)
  return await session.run(works, earlier)
}
