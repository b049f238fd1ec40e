// PUBLIC_URL=https://images.example.com FLUX_CALLBACK_KEY=… node main.ts
import { serve } from '@hono/node-server'
import { createFluxClient, generateCallbackKey } from '@fluxkit/core/node'
import { createApp } from './app.ts'

const { ACEDATACLOUD_API_TOKEN: token = '', ACEDATACLOUD_API_BASE_URL: baseUrl, PORT = '8789' } = process.env
const { PUBLIC_URL: publicUrl = `http://127.0.0.1:${PORT}`, FLUX_CALLBACK_KEY: secretKey = generateCallbackKey() } =
  process.env

const flux = createFluxClient({ token, baseUrl })
const app = createApp({ flux, secretKey, publicUrl, directory: 'images' })
serve({ fetch: app.fetch, port: Number(PORT), hostname: '127.0.0.1' }, () => console.log(`Listening at ${publicUrl}`))
