import { type AddressInfo, createServer } from 'node:net'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { createLab } from '../test/lab.ts'
import { token } from '../test/http-server.ts'
import { t } from '../language/translator.ts'
import { serveHttp } from './serve-http.ts'

async function listen(host: string, port: number): Promise<unknown> {
  await using lab = await createLab()
  const studio = await lab.openStudio()
  return await serveHttp(lab.host, {
    studio,
    t,
    workspace: lab.workspaceFor([]),
    alsoReadable: [],
    withPreviews: true,
    sealKey: new Uint8Array(32).fill(7),
    token,
    http: { host, port, allowHosts: [], allowOrigins: [] },
  })
}

test('a port that is in use is a sentence that says what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  await expect(listen('127.0.0.1', port)).rejects.toThrow(
    `Port ${port} of 127.0.0.1 is in use, perhaps by another fluxkit-server. Choose another one with --port N.`,
  )
  other.close()
})

test('an address that isn’t of this machine is a sentence', async () => {
  // Source: RFC 5737, addresses for documentation.
  await expect(listen('203.0.113.9', 0)).rejects.toThrow('--host 203.0.113.9 isn’t an address of this machine.')
})
