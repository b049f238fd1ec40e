import type { ClientName } from '../clients/index.ts'

/** "Generate one image and wait", as the README of each client has it; `ORIGIN` and `PROMPT` are filled in. */
export interface Program {
  readonly client: ClientName | 'nothing'
  readonly packages: readonly string[]
  readonly load: string
  readonly imageRequest: string
  /** Where a bundle for browsers starts, when it is not the entry for Node. */
  readonly browserLoad?: string | undefined
}

export const programs: readonly Program[] = [
  { client: 'nothing', packages: [], load: '', imageRequest: '' },
  {
    client: 'fetch',
    packages: [],
    load: '',
    imageRequest: `const answer = await fetch('ORIGIN/flux/flux/images', { method: 'POST', body: JSON.stringify({ prompt: PROMPT }) })
await answer.json()`,
  },
  {
    client: 'undici',
    packages: ['undici'],
    load: `import { request } from 'undici'`,
    imageRequest: `const answer = await request('ORIGIN/flux/flux/images', { method: 'POST', body: JSON.stringify({ prompt: PROMPT }) })
await answer.body.json()`,
  },
  {
    client: 'core',
    packages: ['@fluxkit/core'],
    load: `import { createFluxClient } from '@fluxkit/core/node'`,
    browserLoad: `import { createFluxClient } from '@fluxkit/core'`,
    imageRequest: `const flux = createFluxClient({ token: 't', baseUrl: 'ORIGIN/flux' })
await flux.generate({ prompt: PROMPT }, { mode: 'sync' })`,
  },
  {
    client: 'replicate',
    packages: ['replicate'],
    load: `import Replicate from 'replicate'`,
    imageRequest: `const replicate = new Replicate({ auth: 't', baseUrl: 'ORIGIN/replicate' })
await replicate.run('a/b', { input: { prompt: PROMPT } })`,
  },
  {
    client: 'fal',
    packages: ['@fal-ai/client'],
    load: `import { createFalClient } from '@fal-ai/client'`,
    imageRequest: `const fal = createFalClient({
  credentials: 't',
  requestMiddleware: async (request) => ({ ...request, url: request.url.replace('https://fal.run/', 'ORIGIN/fal/run/') }),
})
await fal.run('a/b', { input: { prompt: PROMPT } })`,
  },
  {
    client: 'openai',
    packages: ['openai'],
    load: `import OpenAI from 'openai'`,
    imageRequest: `const openai = new OpenAI({ apiKey: 't', baseURL: 'ORIGIN/openai' })
await openai.images.generate({ prompt: PROMPT, model: 'gpt-image-1' })`,
  },
  {
    client: 'AI SDK (fal)',
    packages: ['ai', '@ai-sdk/fal'],
    load: `import { generateImage } from 'ai'
import { createFal } from '@ai-sdk/fal'`,
    imageRequest: `const fal = createFal({
  apiKey: 't',
  baseURL: 'ORIGIN/fal/run',
  fetch: async (input, init) => String(input).endsWith('.png') ? new Response(Buffer.from('iVBORw0KGgo=', 'base64')) : fetch(input, init),
})
await generateImage({ model: fal.image('a/b'), prompt: PROMPT })`,
  },
]
