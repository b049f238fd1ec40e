import { createFluxClient } from '@fluxkit/core/node'
import { createSimulator } from '@fluxkit/simulator'

const simulator = createSimulator({ speed: 1_000 })
const { url } = await simulator.listen()
const flux = createFluxClient({ token: 'a-token', baseUrl: url })
const { images } = await flux.generate({ prompt: 'a red fox', size: '256x256' }, { mode: 'sync' })
const { width, format } = await flux.images.download(images[0].url)
const wrong = await flux.generate({ promt: 'a red fox' }).catch((error) => error)
process.stdout.write(JSON.stringify({ width, format, code: wrong.code, charges: simulator.stats.charges }))
await flux.close()
await simulator.close()
