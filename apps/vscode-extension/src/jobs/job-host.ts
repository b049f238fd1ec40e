import { FluxError, type FluxClient } from '@fluxkit/core'
import { createFluxService, isSandbox, type JobHost } from '@fluxkit/jobs'
import * as vscode from 'vscode'
import { isOwnJob, type WindowFacts } from '../model/jobs/ownership.ts'
import type { Place } from '../model/jobs/place.ts'
import { WriteError, type WriteImage } from '../platform/images.ts'
import { digestOfBytes } from '../platform/digest.ts'
import type { Tokens } from '../platform/tokens.ts'

export interface Connection {
  /** As records name the service. */
  readonly address: string
  /** A fingerprint of the token; empty without one. */
  readonly account: string
}

export interface JobHostOptions {
  readonly client: () => Promise<FluxClient>
  readonly connection: () => Promise<Connection>
  readonly writeImage: WriteImage
  readonly tokens: Pick<Tokens, 'get'>
  /** What this window has open. */
  readonly window: () => WindowFacts
}

/** What jobs need of the editor: the service that is configured, its files, its uploads. */
export function createJobHost(options: JobHostOptions): Pick<JobHost<Place>, 'serviceFor' | 'keep' | 'prepare'> {
  const { client, connection, writeImage, tokens, window } = options
  return {
    async serviceFor(job) {
      if (isSandbox(job)) {
        const { createSandboxService } = await import('./sandbox-service.ts')
        return createSandboxService(job)
      }
      const { address, account } = await connection()
      if (account === '' || job.service !== address) return 'elsewhere'
      return createFluxService({ client: await client(), address, account })
    },
    async prepare(job, signal) {
      // Only an edit needs more.
      if (job.place.source === undefined) return undefined
      const { linkOfSource } = await import('./link-of-source.ts')
      return linkOfSource(job, { client, tokens }, signal)
    },
    async keep({ place, createdAtMs, images }, _index, { bytes, extension, width, height }) {
      const { target } = place
      const folder = vscode.Uri.parse(target.folder, true)
      const leftover = { sinceMs: createdAtMs, except: new Set(images.flatMap(({ kept }) => kept ?? [])) }
      try {
        const uri = await writeImage(folder, target.stem, extension, bytes, leftover)
        // Its own workspace inserts the link: this notifies its windows that an image has arrived.
        const isElsewhere = !isOwnJob(place, window())
        // By its bytes it is found again where a user moves it.
        const facts = { width, height, byteLength: bytes.byteLength, digest: digestOfBytes(bytes) }
        return { kept: uri.toString(), ...facts, ...(isElsewhere && { isElsewhere }) }
      } catch (error) {
        if (!(error instanceof WriteError)) throw error
        throw new FluxError('save_failed', error.message, { cause: error })
      }
    },
  }
}
