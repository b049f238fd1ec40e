import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeMultipart } from './multipart.ts'

test('a message with an image', () => {
  const { body, contentType } = encodeMultipart(
    { flags: 32768 },
    [{ name: 'flux-1.png', bytes: Buffer.from('PNG') }],
    'edge',
  )

  expect(contentType).toBe('multipart/form-data; boundary=edge')
  expect(body.toString()).toBe(
    [
      '--edge',
      'Content-Disposition: form-data; name="payload_json"',
      'Content-Type: application/json',
      '',
      '{"flags":32768}',
      '--edge',
      'Content-Disposition: form-data; name="files[0]"; filename="flux-1.png"',
      'Content-Type: image/png',
      '',
      'PNG',
      '--edge--',
      '',
    ].join('\r\n'),
  )
})

test('other readers find every file in it, byte for byte, whatever its name', async () => {
  const file = fc.record({
    name: fc.string({ unit: 'binary', minLength: 1 }).filter((name) => name.isWellFormed() && !name.includes('\0')),
    bytes: fc.uint8Array({ maxLength: 200 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(file, { maxLength: 4 }), fc.json(), async (files, json) => {
      const payload = { json }
      const { body, contentType } = encodeMultipart(payload, files)
      const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData()

      const read = await Promise.all(
        files.map(async (_, index) => {
          const found = form.get(`files[${index}]`)
          return found instanceof File ? new Uint8Array(await found.arrayBuffer()) : undefined
        }),
      )
      expect(read).toEqual(files.map(({ bytes }) => bytes))
      const text = form.get('payload_json')
      expect(JSON.parse(text instanceof File ? await text.text() : String(text))).toEqual(payload)
    }),
  )
})
