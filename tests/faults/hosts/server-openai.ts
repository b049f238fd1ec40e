import OpenAI, { APIError, toFile } from 'openai'
import type { Fault } from '@fluxkit/simulator'
import { tinyPng } from '../../support/tiny-png.ts'
import type { Host, HostRun } from './host.ts'
import { plain } from './plain.ts'
import { addressOf, savesByItself, serverToken, startServer } from './server.ts'
import { chargesOf, countFor, createWorld, hasImage, keepsTask, prompt, stateIn } from './world.ts'

/** The server for an app with the `openai` client and its automatic retries; a user sends the same request again later. */
export const serverOpenai: Host = {
  name: 'server-openai',
  meets: ({ operation }) => operation !== 'callback',
  run: runServer,
}

async function runServer(fault: Fault): Promise<HostRun> {
  await using world = await createWorld()
  const { simulator, clock } = world
  await using server = await startServer(world, ['http', '--port', '0'])
  const client = new OpenAI({ baseURL: await addressOf(world, server), apiKey: serverToken })
  const request = async (): Promise<Reply> => {
    const image = fault.operation === 'upload' ? await toFile(tinyPng, 'cat.png') : undefined
    const sent = image
      ? client.images.edit({ prompt, image, model: 'flux-kontext-pro' })
      : client.images.generate({ prompt, model: 'flux-dev', size: '256x256', n: countFor(fault) })
    return sent.then(
      ({ data = [], ...more }) => ({ images: data.length, text: JSON.stringify(more) }),
      (error: unknown) => ({ images: 0, ...failureOf(error) }),
    )
  }

  simulator.faults.add(fault)
  const reply = await clock.until(request())
  const charges = chargesOf(simulator)
  const { submissions, accepted } = simulator.stats
  const isDelivered = reply.images > 0
  const state = await stateIn(world)
  const keepsTaskId = await keepsTask(world)

  simulator.faults.clear()
  const isPaidImage = charges > 0 && !isDelivered && (await hasImage(world))
  const again = isDelivered ? undefined : await clock.until(request())
  const offersRetry = simulator.stats.submissions > submissions
  let isRecoverable: boolean | undefined
  if (isPaidImage) isRecoverable = ((again?.images ?? 0) > 0 || (await savesByItself(world, 0))) && !offersRetry
  return {
    submissions,
    accepted,
    charges,
    state,
    keepsTaskId,
    isDelivered,
    isRecoverable,
    charged: reply.charged,
    personReads: isDelivered && fault.kind !== 'fewer-images' ? '' : plain(reply.text),
    offersRetry,
    // A user who sends a failed request again has read what the first one cost.
    warnsBeforePaying: offersRetry && (charges > 0 || state === 'unknown') ? warns(reply) : undefined,
  }
}

/** Does it say that something is or may be charged, and that another request is, too? */
function warns({ charged, text }: Reply): boolean {
  return charged !== 'no' && /is charged again\./.test(text)
}

interface Reply {
  readonly images: number
  readonly charged?: HostRun['charged']
  readonly text: string
}

/** @throws what isn't an answer of the server */
function failureOf(error: unknown): Omit<Reply, 'images'> {
  if (!(error instanceof APIError) || error.error === undefined) throw error
  const { message, charged, code } = error.error as { message: string; charged: HostRun['charged']; code: string }
  return { charged, text: `${error.status} ${code}\n${message}` }
}
