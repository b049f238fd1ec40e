import { type Clock, FluxError, type FluxClient } from '@fluxkit/core'
import { createFluxService, isSandbox, type JobHost, within } from '@fluxkit/jobs'
import * as vscode from 'vscode'
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

/**
 * A window that has lost its connection answers nothing, while its extensions run on for hours. They leave jobs to other windows
 * then.
 */
const answerMs = 60_000

export interface JobHostOptions {
  readonly client: () => Promise<FluxClient>
  readonly connection: () => Promise<Connection>
  readonly writeImage: WriteImage
  readonly tokens: Pick<Tokens, 'get'>
  readonly clock: Pick<Clock, 'setTimer'>
  /** Images that could not be saved where they belong. */
  readonly unsavedFolder: string
}

/** What jobs need of the editor: the service that is configured, its files, its uploads. */
export function createJobHost(options: JobHostOptions): Pick<JobHost<Place>, 'serviceFor' | 'keep' | 'prepare'> {
  const { client, connection, writeImage, tokens, clock, unsavedFolder } = options
  return {
    async serviceFor(job) {
      if (isSandbox(job)) {
        const { createSandboxService } = await import('./sandbox-service.ts')
        return createSandboxService(job)
      }
      // The editor keeps the token.
      const connected = await within(clock, connection(), answerMs)
      if (connected === undefined) return 'elsewhere'
      const { address, account } = connected
      if (account === '' || job.service !== address) return 'elsewhere'
      const service = createFluxService({ client: await client(), address, account })
      return {
        ...service,
        download: (url, given) =>
          service.download(url, given).catch(async (error: unknown) => {
            const { spareOf } = await import('../platform/spare-images.ts')
            return spareOf(unsavedFolder, url, error)
          }),
      }
    },
    async prepare(job, signal) {
      // Only an edit needs more.
      if (job.place.source === undefined) return undefined
      const { linkOfSource } = await import('./link-of-source.ts')
      return linkOfSource(job, { client, tokens }, signal)
    },
    async keep({ place, createdAtMs, images }, index, { bytes, extension, width, height }) {
      const { target } = place
      const folder = vscode.Uri.parse(target.folder, true)
      const leftover = { sinceMs: createdAtMs, except: new Set(images.flatMap(({ kept }) => kept ?? [])) }
      try {
        const uri = await within(clock, writeImage(folder, target.stem, extension, bytes, leftover), answerMs)
        if (uri === undefined) throw new WriteError('The editor does not answer.')
        // By its bytes it is found again where a user moves it.
        const facts = { width, height, byteLength: bytes.byteLength, digest: digestOfBytes(bytes) }
        return { kept: uri.toString(), ...facts }
      } catch (error) {
        if (!(error instanceof WriteError)) throw error
        const { saveSpare } = await import('../platform/spare-images.ts')
        // Best effort: a disk that is full takes this one neither.
        await saveSpare(unsavedFolder, images[index]?.url ?? '', bytes).catch(() => undefined)
        throw new FluxError('save_failed', error.message, { cause: error })
      }
    },
  }
}
