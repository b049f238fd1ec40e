import { createFluxClient } from '@fluxkit/core/node'

const { ACEDATACLOUD_API_TOKEN: token = '', ACEDATACLOUD_API_BASE_URL: baseUrl } = process.env
const flux = createFluxClient({ token, baseUrl })

const { images } = await flux.generate({ prompt: 'a white siamese cat', count: 2 })
for (const [index, { url }] of images.entries()) {
  const { path } = await flux.images.save(url, { directory: 'images', name: `cat ${index + 1}` })
  console.log(path)
}
await flux.close()
