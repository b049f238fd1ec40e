import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { deflate, deflateSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { settleProcess } from './settle-process.ts'

/** @returns what the work has noted by the time the process has settled */
async function notedBySettling(work: (note: (what: string) => void) => Promise<void>): Promise<string[]> {
  const noted: string[] = []
  await settleProcess()
  void work((what) => noted.push(what))
  await settleProcess()
  return noted
}

test('waits for long chains of promises and immediates', async () => {
  const noted = await notedBySettling(async (note) => {
    for (let step = 0; step < 100; step++) await new Promise((resolve) => setImmediate(resolve))
    for (let step = 0; step < 100; step++) await Promise.resolve()
    note('done')
  })
  expect(noted).toEqual(['done'])
})

test('waits for files and for digests', async () => {
  const noted = await notedBySettling(async (note) => {
    for (let step = 0; step < 20; step++) await readFile(import.meta.filename)
    note('read')
    await crypto.subtle.digest('SHA-256', new Uint8Array(50_000_000))
    note('digested')
  })
  expect(noted).toEqual(['read', 'digested'])
})

test('waits for compression, of many chunks too', async () => {
  const noted = await notedBySettling(async (note) => {
    await promisify(deflate)(Buffer.alloc(20_000_000, 'a white siamese cat'))
    note('compressed')
  })
  expect(noted).toEqual(['compressed'])
})

test('what is taken at once leaves nothing to wait for', async () => {
  await settleProcess()
  const before = process.hrtime.bigint()
  crypto.randomUUID()
  crypto.getRandomValues(new Uint8Array(60_000))
  deflateSync('a white siamese cat')
  await settleProcess()
  expect(process.hrtime.bigint() - before).toBeLessThan(900_000_000n)
})

test('waits for a module that is being loaded', async () => {
  const noted = await notedBySettling(async (note) => {
    await import('./replace-timers.ts')
    note('loaded')
  })
  expect(noted).toEqual(['loaded'])
})

test('waits for requests to a server of this process, large ones too', async () => {
  const server = createServer((incoming, outgoing) => void incoming.resume().on('end', () => outgoing.end('ok')))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const noted = await notedBySettling(async (note) => {
    for (let step = 0; step < 5; step++) await (await fetch(url)).text()
    note('small ones')
    await (await fetch(url, { method: 'POST', body: new Uint8Array(20_000_000) })).text()
    note('a large one')
  })
  expect(noted).toEqual(['small ones', 'a large one'])
})

test('does not wait for a request that the server holds back', async () => {
  const server = createServer(() => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const controller = new AbortController()
  onTestFinished(() => controller.abort())

  const noted = await notedBySettling(async (note) => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    await fetch(url, { signal: controller.signal }).catch(() => undefined)
    note('answered')
  })
  expect(noted).toEqual([])
})
