// Submits one image, and is stopped by its parent while it waits for the answer.
import process from 'node:process'

const { ENTRY = '', ORIGIN = '' } = process.env
/** @type {typeof import('@fluxkit/core')} */
const { createFluxClient } = await import(ENTRY)
const flux = createFluxClient({
  token: 'sk-stopped',
  baseUrl: `${ORIGIN}/slow`,
  requestTimeoutMs: 1_500,
  minPollIntervalMs: 60,
})
const outcome = await flux.submit({ action: 'generate', prompt: 'a red fox' }).then(
  ({ id }) => ({ id }),
  (error) => ({ code: error.code }),
)
await flux.close()
process.stdout.write(JSON.stringify(outcome))
