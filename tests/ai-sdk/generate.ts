import { createFluxkit, FluxkitError, type FluxkitImageModel } from '@fluxkit/ai-sdk-provider'
import { fetchTransport } from '@fluxkit/core'
import type { EditionName, Fault, SimulatorStats } from '@fluxkit/simulator'
import { replaceTimers } from '@fluxkit/tooling/time'
import { generateImage } from 'ai'
import { createLab } from '../support/lab.ts'
import { tinyPng } from '../support/tiny-png.ts'

/** Nobody may read them in an error. */
export const secrets = { prompt: 'a red fox in the snow', token: 'api-token-of-somebody' } as const

/** What one call of `generateImage` came to, by its own account and by the simulator's books. */
export interface Run {
  readonly images: number
  /** Task ids in the metadata of the images. */
  readonly taskIds: readonly unknown[]
  readonly error: unknown
  readonly stats: SimulatorStats
}

export interface RunOptions {
  readonly contract: EditionName
  /** Put between `generateImage` and the model: for tests of the tests. */
  readonly meddle?: (model: FluxkitImageModel) => FluxkitImageModel
}

/** Calls `generateImage` while a fault is in force; a fault of uploads meets an edit of bytes. */
export async function runGenerateImage(
  fault: Fault,
  { contract, meddle = (model) => model }: RunOptions,
): Promise<Run> {
  await using lab = await createLab({
    simulator: { contract, maxImageSide: 16 },
    client: { transport: fetchTransport(), token: secrets.token, random: () => 0.5 },
  })
  const restoreTimers = replaceTimers(lab.clock)
  try {
    lab.simulator.faults.add(fault)
    const model = meddle(createFluxkit({ client: lab.client, clock: lab.clock }).imageModel('flux-kontext-pro'))
    const fluxkit = { imageMayBecomePublic: true, deadlineMs: 120_000 }
    const prompt = fault.operation === 'upload' ? { images: [tinyPng], text: secrets.prompt } : secrets.prompt
    const outcome = await lab.settle(
      generateImage({ model, prompt, providerOptions: { fluxkit } }).then(
        ({ images }) => ({
          images: images.length,
          taskIds: images.map(({ providerMetadata }) => providerMetadata?.['fluxkit']?.['taskId']),
          error: undefined,
        }),
        (error: unknown) => ({ images: 0, taskIds: [], error }),
      ),
    )
    // A submission that was aborted or lost may still be on its way.
    return { ...outcome, stats: { ...lab.simulator.stats } }
  } finally {
    restoreTimers()
  }
}

/** As a careless provider would: whatever fails may be tried again. */
export function callingAllRetryable(model: FluxkitImageModel): FluxkitImageModel {
  const careless = async (...args: Parameters<FluxkitImageModel['doGenerate']>) => {
    try {
      return await model.doGenerate(...args)
    } catch (error) {
      throw FluxkitError.isInstance(error) ? Object.assign(error, { isRetryable: true }) : error
    }
  }
  return Object.assign(Object.create(model) as FluxkitImageModel, { doGenerate: careless })
}
