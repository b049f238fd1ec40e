import OpenAI from 'openai'
import { type Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { type HttpServer, serveHttp } from '../http/serve-http.ts'
import type { Studio } from '../jobs/studio.ts'
import { t } from '../language/translator.ts'
import type { Lab } from './lab.ts'
import { type Era, newClient } from './mcp-client.ts'

export const token = 'server-token-of-the-test'

/** The HTTP server of a lab, on a real socket. */
export function startHttp(lab: Lab, studio: Studio): Promise<HttpServer> {
  return serveHttp(lab.host, {
    studio,
    t,
    workspace: lab.workspaceFor([]),
    alsoReadable: [],
    withPreviews: true,
    sealKey: new Uint8Array(32).fill(7),
    token,
    http: { host: '127.0.0.1', port: 0, allowHosts: [], allowOrigins: [] },
  })
}

/** The real openai client. Its pauses before retries are on the clock of the process, so they are kept short. */
export function openaiClient(url: string, options: ConstructorParameters<typeof OpenAI>[0] = {}): OpenAI {
  return new OpenAI({ baseURL: `${url}/v1`, apiKey: token, maxRetries: 0, ...options })
}

export async function connectHttp(
  lab: Lab,
  url: string,
  era: Era,
  onElicit?: () => { action: 'accept'; content: { confirm: boolean } },
): Promise<Client> {
  const client = newClient(era, onElicit ? { elicitation: { form: {} } } : {})
  if (onElicit) client.setRequestHandler('elicitation/create', onElicit)
  const requestInit = { headers: { authorization: `Bearer ${token}` } }
  await lab.clock.until(client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit })))
  return client
}
