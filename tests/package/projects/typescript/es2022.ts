import { createFluxClient, type FluxClient, type FluxRequest } from '@fluxkit/core'
import { createCallbackReceiver } from '@fluxkit/core/callbacks'
import { identifyImage } from '@fluxkit/core/images'
import { createFluxClient as createNodeClient } from '@fluxkit/core/node'
import { fluxRequestSchema } from '@fluxkit/core/schemas'
import { createFakeClock } from '@fluxkit/core/testing'

// Every entry of core, in a program whose `lib` is es2022 and dom.
export const entries: readonly unknown[] = [createCallbackReceiver, identifyImage, createNodeClient, createFakeClock]

export async function submit(client: FluxClient, input: unknown): Promise<string> {
  const request: FluxRequest = fluxRequestSchema.parse(input)
  const task = await client.submit(request)
  return task.id
}

export const flux: FluxClient = createFluxClient({ token: 'a-token' })
