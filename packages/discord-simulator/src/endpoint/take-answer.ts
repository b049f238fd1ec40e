import type { Backend } from '../backend.ts'
import { RestError } from '../requests/errors.ts'
import type { RestRequest } from '../requests/request.ts'
import { answerInteraction } from '../routes/callback.ts'
import type { InteractionRecord } from '../state/interaction.ts'
import type { EndpointAnswer } from './post.ts'

/**
 * Takes the answer of an endpoint to an interaction: the first answer in its body, or 202 without one, when it comes by the
 * callback. Source: "Receiving and Responding to Interactions".
 * @returns what Discord would not accept
 */
export function problemOf(
  backend: Backend,
  interaction: InteractionRecord,
  { status, body }: EndpointAnswer,
): string | undefined {
  if (status === 202) return body === '' ? undefined : '202 with a body'
  if (status !== 200) return `status ${status}`
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    return '200 without an answer in JSON'
  }
  const query = new URLSearchParams()
  const request: RestRequest = {
    method: 'POST',
    path: `/interactions/${interaction.id}/${interaction.token}/callback`,
    query,
    authorization: undefined,
    json,
    files: [],
    multipart: false,
  }
  const route = '/interactions/{interaction_id}/{interaction_token}/callback'
  backend.validator.request({ method: 'POST', route, query, json })
  try {
    answerInteraction(backend, request, interaction.id, interaction.token)
    return undefined
  } catch (error) {
    if (error instanceof RestError) return error.message
    throw error
  }
}
