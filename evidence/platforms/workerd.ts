import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { runtimeFile } from '../support/run-program.ts'

const config = (compatibilityDate: string): string => `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [ (name = "main", worker = .main), (name = "network", network = (allow = ["private"])) ],
  sockets = [ (name = "http", address = "127.0.0.1:0", http = (), service = "main") ],
);
const main :Workerd.Worker = (
  modules = [ (name = "worker", esModule = embed "worker.js") ],
  compatibilityDate = "${compatibilityDate}",
  globalOutbound = "network",
);
`

/** Serves a bundled worker on workerd. @returns where it answers */
export async function startWorker(code: string, compatibilityDate: string): Promise<AsyncDisposable & { url: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'fluxkit-workerd-'))
  await writeFile(join(folder, 'worker.js'), code)
  await writeFile(join(folder, 'config.capnp'), config(compatibilityDate))
  const workerd = runtimeFile('node_modules/workerd/bin/workerd')
  const child = spawn(workerd, ['serve', join(folder, 'config.capnp'), '--control-fd=3'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    env: {},
  })
  let complaints = ''
  child.stderr?.on('data', (chunk) => (complaints += String(chunk)))
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`workerd ended: ${complaints}`)))
    ;(child.stdio[3] as Readable).on('data', (chunk) => {
      const { event, port: found } = JSON.parse(String(chunk)) as { event: string; port?: number }
      if (event === 'listen' && found !== undefined) resolve(found)
    })
  })
  return {
    url: `http://127.0.0.1:${port}/`,
    async [Symbol.asyncDispose]() {
      child.kill()
      await rm(folder, { recursive: true })
    },
  }
}
