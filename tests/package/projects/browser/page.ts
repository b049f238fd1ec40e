import { createFluxClient, isFluxError } from '@fluxkit/core'

/** What the page found out, for the test that waits for it. */
async function useFluxkit(baseUrl: string): Promise<object> {
  const flux = createFluxClient({
    token: 'a-token',
    platformToken: 'platform-a-token',
    baseUrl,
    platformBaseUrl: baseUrl,
  })
  const { id } = await flux.submit({ action: 'generate', prompt: 'a red fox [sim:429 times=1]', size: '512x256' })
  const { images } = await flux.tasks.wait(id)
  const { bytes, mimeType } = await flux.images.download(images[0]?.url ?? '')
  const bitmap = await createImageBitmap(new Blob([bytes], { type: mimeType }))
  const upload = await flux.files.upload({ bytes, name: 'fox.png' })
  const edit = await flux.edit(
    { prompt: 'make it night', model: 'flux-kontext-pro', imageUrl: upload.url },
    { mode: 'sync' },
  )
  const refused = await createFluxClient({ token: 'sandbox-invalid', baseUrl })
    .generate({ prompt: 'a red fox' })
    .catch((error: unknown) => (isFluxError(error) ? error.code : String(error)))
  await flux.close()
  return { width: bitmap.width, height: bitmap.height, edited: edit.images.length, refused }
}

const baseUrl = new URLSearchParams(location.search).get('service') ?? ''
const result = await useFluxkit(baseUrl).catch((error: unknown) => ({ broken: String(error) }))
await fetch('/result', { method: 'POST', body: JSON.stringify(result) })
