import { createFluxClient } from '@fluxkit/core'
import { createCallbackReceiver } from '@fluxkit/core/callbacks'
import { identifyImage } from '@fluxkit/core/images'
import { writeImage } from '@fluxkit/core/node'
import { fluxRequestSchema } from '@fluxkit/core/schemas'
import { createFakeClock } from '@fluxkit/core/testing'
import { createRunner } from '@fluxkit/jobs'
import { createSqliteStore, SqliteDatabase, type SqlValue } from '@fluxkit/jobs/node'
import { createFakeFlux } from '@fluxkit/jobs/testing'

// Every entry, for an old compiler with the types of the oldest Node.
export const entries: readonly unknown[] = [
  createCallbackReceiver,
  identifyImage,
  writeImage,
  fluxRequestSchema,
  createFakeClock,
  createRunner,
  createSqliteStore,
  SqliteDatabase,
  createFakeFlux,
]

export async function imageOf(url: string): Promise<Blob> {
  const { bytes, mimeType } = await createFluxClient().images.download(url)
  return new Blob([bytes], { type: mimeType })
}

export const values: readonly SqlValue[] = [null, 1, 1n, 'a', new Uint8Array(1)]
