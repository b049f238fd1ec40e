import type { Generation } from '../contract/generation.ts'
import type { LooseFluxRequest } from '../contract/request-schemas.ts'
import { downloadImage } from '../images/download-image.ts'
import { withAction } from './with-action.ts'
import { resolveEdit } from './edit-file.ts'
import { submitOrFind } from './find-submission.ts'
import { createSearchLost } from './search-pass.ts'
import { createService } from './service.ts'
import { type ClientSettings, readSettings } from './settings.ts'
import { submitAndHold, submitTask } from './submit.ts'
import { createAccountClient } from './account.ts'
import { checkSubmission, checkTasks } from './check-access.ts'
import { createTasksClient } from './tasks.ts'
import type { FluxClientOptions, GenerateOptions, SubmitOptions } from './options.ts'
import type { FluxClient, SubmittedTask } from './types.ts'
import type { HostParts } from './host-parts.ts'
import { paidDownload } from './paid-download.ts'
import { uploadFile } from './upload-file.ts'
import { readImageFile } from './upload-input.ts'

/**
 * A client on any transport; in Node take the one from `@fluxkit/core/node`, which brings its own. Everything that waits
 * and downloads is loaded with it: a late import fails after an update has replaced the files, when the image is paid for.
 * @throws {InvalidRequestError} that names every option that is wrong
 */
export function createFluxClient(options: FluxClientOptions = {}): FluxClient {
  return buildClient(readSettings(options))
}

/** A client with settings that were already read: hosts with their own transport need them, too. */
export function buildClient(
  settings: ClientSettings,
  { readFile = readImageFile, measureLink, saveImage }: HostParts = {},
): FluxClient {
  const service = createService(settings, measureLink)
  const tasks = createTasksClient(service)
  const { call } = service
  const finder = { searchLost: createSearchLost(service), taskOfJob: tasks.taskOfJob }

  const submit = <T>(
    request: LooseFluxRequest,
    options: SubmitOptions,
    send: (options: SubmitOptions) => Promise<T>,
  ): Promise<T | SubmittedTask> => submitOrFind(service, request, options, finder, send)

  async function run(request: LooseFluxRequest, runOptions: GenerateOptions): Promise<Generation> {
    const send = runOptions.mode === 'sync' ? submitAndHold : submitTask
    const submitted = await submit(request, runOptions, (options) => send(service, request, options))
    if ('images' in submitted) return submitted
    const { id, model, submittedAtMs } = submitted
    return tasks.wait(id, { ...runOptions, model, submittedAtMs })
  }

  async function close(): Promise<void> {
    tasks.close()
    service.close()
  }

  return {
    generate: (request, runOptions) =>
      call(runOptions, async (options) => run(withAction(request, 'generate'), options)),
    edit: (request: object, runOptions?: GenerateOptions) =>
      call(runOptions, async (options) => run(await resolveEdit(service, request, readFile, options), options)),
    submit: (request, submitOptions) =>
      call(submitOptions, (given) => submit(request, given, (options) => submitTask(service, request, options))),
    tasks,
    images: {
      download: paidDownload(service, downloadImage),
      ...(saveImage && { save: paidDownload(service, saveImage) }),
    },
    account: createAccountClient(service),
    files: {
      upload: (file, uploadOptions) =>
        call(uploadOptions, async (options) => uploadFile(service, await readFile(file), options)),
    },
    checkConnection: (callOptions) => call(callOptions, (options) => checkTasks(service, options)),
    checkSubmission: (callOptions) => call(callOptions, (options) => checkSubmission(service, options)),
    close,
    [Symbol.asyncDispose]: close,
  }
}
