const { createFluxClient, isFluxError } = require('@fluxkit/core/node')
const { identifyImage } = require('@fluxkit/core/images')
const { createSimulator } = require('@fluxkit/simulator')

async function main() {
  const simulator = createSimulator({ speed: 1_000 })
  const { url } = await simulator.listen()
  const flux = createFluxClient({ token: 'sandbox-invalid', baseUrl: url })
  const error = await flux.generate({ prompt: 'a red fox' }).catch((thrown) => thrown)
  process.stdout.write(JSON.stringify({ isFlux: isFluxError(error), code: error.code, identify: typeof identifyImage }))
  await flux.close()
  await simulator.close()
}

void main()
