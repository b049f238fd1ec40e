import type { FluxRequest } from '../contract/request.ts'
import { downloadImage } from '../images/download-image.ts'
import { tryRead } from '../http/read-call.ts'
import { createFilesClient } from './files.ts'
import { createService } from './service.ts'
import { readSettings } from './settings.ts'
import { submitAndHold, submitTask } from './submit.ts'
import { createTasksClient } from './tasks.ts'
import type { FluxClient, FluxClientOptions, GenerateOptions } from './types.ts'
import type { Generation } from '../contract/generation.ts'

/** No task has this id, so asking for it costs nothing and shows whether the token is accepted. */
const noTaskId = '00000000-0000-0000-0000-000000000000'

/**
 * A client on any transport; in Node take the one from `@fluxkit/core/node`, which brings its own.
 * @throws {InvalidRequestError} that names every option that is wrong
 */
export function createFluxClient(options: FluxClientOptions): FluxClient {
  const settings = readSettings(options)
  const service = createService(settings, options)
  const tasks = createTasksClient(service)
  const { network, baseUrl, retry } = settings

  async function run(request: FluxRequest, runOptions: GenerateOptions = {}): Promise<Generation> {
    if (runOptions.mode === 'sync') return submitAndHold(service, request, runOptions)
    const { id, model, submittedAtMs } = await submitTask(service, request, runOptions)
    return tasks.wait(id, { ...runOptions, model, submittedAtMs })
  }

  async function close(): Promise<void> {
    tasks.close()
    service.close()
  }

  return {
    generate: (request, runOptions) => run({ ...request, action: 'generate' }, runOptions),
    edit: (request, runOptions) => run({ ...request, action: 'edit' }, runOptions),
    submit: (request, submitOptions = {}) => submitTask(service, request, submitOptions),
    tasks,
    images: {
      download: (url, downloadOptions) => downloadImage({ ...network, baseUrl, retry }, url, downloadOptions),
    },
    files: createFilesClient(service),
    async checkConnection({ signal } = {}) {
      const call = await service.prepare('/flux/tasks', { action: 'retrieve', id: noTaskId }, { signal })
      const startedAtMs = network.clock.now()
      const outcome = await tryRead(network, call, {})
      // "There is no such task" is the expected answer; "there is no such API" is not.
      const refused = 'error' in outcome && !(outcome.error.status === 404 && outcome.error.code !== 'no_api')
      if (refused) throw outcome.error
      return { latencyMs: network.clock.now() - startedAtMs }
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}
