import { createFluxService, isSandbox, type JobEvent, type JobHost, JobRefusal } from '@fluxkit/jobs'
import type { Connection } from '../service/connection.ts'
import type { InputImage } from './inputs.ts'
import { serverPlaceOf } from './place.ts'
import { saveImage } from './save-image.ts'

interface Options {
  readonly connection: Connection
  /** For jobs whose record names no folder. */
  readonly usualFolder: () => string
  /** Input images of jobs that a call of this process wants, by job. */
  readonly inputs: ReadonlyMap<string, InputImage>
  /** Does a call in this process want this job to be submitted? */
  readonly isWanted: (id: string) => boolean
  readonly onEvent: (event: JobEvent) => void
}

/** What the jobs package needs from the server. */
export function createJobHost({ connection, usualFolder, inputs, isWanted, onEvent }: Options): JobHost {
  const { client, service: address, account } = connection
  const service = createFluxService({ client, address, account })
  return {
    async serviceFor(job) {
      if (job.service === address) return service
      return isSandbox(job) ? 'gone' : 'elsewhere'
    },
    keep: (job, index, image) => saveImage(job, index, image, usualFolder()),
    async prepare(job, signal) {
      const { action, imageUrl } = job.request
      if (action !== 'edit' || imageUrl !== undefined) return undefined
      // Checked here again: this is the step that can't be taken back.
      if (!connection.isSandbox && serverPlaceOf(job)?.mayPublish !== true) {
        throw new JobRefusal('publishing_not_allowed', 'The upload of the input image wasn’t allowed.')
      }
      const input = inputs.get(job.id)
      if (!input) throw new JobRefusal('input_gone', 'The input image has to be given again.')
      const { bytes, name, width, height } = input
      const { url } = await client.files.upload({ bytes, name }, { signal })
      return { imageUrl: url, imageSize: { width, height } }
    },
    confirm: async (job) => (isWanted(job.id) ? 'submit' : 'leave'),
    onEvent,
  }
}
