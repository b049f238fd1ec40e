// Makes an image with the built core on whichever Node runs this, and prints the outcome.
import process from 'node:process'
import { createFluxClient } from '@fluxkit/core/node'

const client = createFluxClient({ token: 'api-token', baseUrl: process.env['FLUX_URL'] })
const { images } = await client.generate({ prompt: 'a red fox', size: '256x256' })
const { bytes, format } = await client.images.download(images[0]?.url ?? '')
await client.close()
process.stdout.write(JSON.stringify({ node: process.version, format, bytes: bytes.length }))
