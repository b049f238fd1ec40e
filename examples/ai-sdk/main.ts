// node main.ts, then: curl localhost:8790/images -d '{"prompt":"a red fox"}' -o fox.png
import { serve } from '@hono/node-server'
import { createFluxkit } from '@fluxkit/ai-sdk-provider'
import { createApp } from './app.ts'

// In a real application a database: from here on the image costs money.
const fluxkit = createFluxkit({ onTask: ({ taskId }) => console.log(`Accepted: task ${taskId}`) })
const port = Number(process.env['PORT'] ?? 8790)
serve({ fetch: createApp(fluxkit).fetch, port, hostname: '127.0.0.1' }, () => console.log(`Listening on ${port}`))
