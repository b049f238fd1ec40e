import type { ClientFactory } from './client.ts'

export type ClientName = 'core' | 'undici' | 'fetch' | 'replicate' | 'fal' | 'openai' | 'AI SDK (fal)'

/** Each is loaded on its own: what one costs must not be counted to another. */
export const clients: Readonly<Record<ClientName, () => Promise<ClientFactory>>> = {
  core: async () => (await import('./core.ts')).core,
  undici: async () => (await import('./bare-undici.ts')).bareUndici,
  fetch: async () => (await import('./bare-fetch.ts')).bareFetch,
  replicate: async () => (await import('./replicate.ts')).replicate,
  fal: async () => (await import('./fal.ts')).fal,
  openai: async () => (await import('./openai.ts')).openai,
  'AI SDK (fal)': async () => (await import('./ai-sdk.ts')).aiSdk,
}

/** As tables call them. */
export const clientTitles: Readonly<Record<ClientName, string>> = {
  core: '@fluxkit/core',
  undici: 'bare `undici.request`',
  fetch: 'bare global `fetch`',
  replicate: 'replicate',
  fal: '@fal-ai/client',
  openai: 'openai',
  'AI SDK (fal)': 'AI SDK with @ai-sdk/fal',
}
