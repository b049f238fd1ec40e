// The part of the API reference for the server, which is a program: its command line and the tools that it offers, as the
// started server describes them.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { root } from '../setup/workspace.mjs'
import { serverPage } from './server-page.mjs'

const main = join(root, 'apps', 'server', 'src', 'main.ts')

/** @returns {Promise<{ page: string, complaints: string[] }>} Markdown, and what the server does not describe. */
export async function serverReference() {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-reference-'))
  try {
    const help = await printed(folder, ['--help'])
    return serverPage(help, await listTools(folder))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @param {string} folder @param {string[]} args */
function start(folder, args) {
  const env = { ...process.env, FLUXKIT_DATA_DIR: folder, FLUXKIT_CONFIG_DIR: folder }
  const nodeArgs = ['--conditions=source', '--no-warnings', main, ...args]
  return spawn(process.execPath, nodeArgs, { cwd: folder, env, stdio: ['pipe', 'pipe', 'ignore'] })
}

/** @param {string} folder @param {string[]} args */
async function printed(folder, args) {
  const child = start(folder, args)
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (chunk) => (text += chunk))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`The server ended with exit code ${code} after ${args.join(' ')}.`)
  return text
}

/** @param {string} folder @returns {Promise<import('./server-page.mjs').Tool[]>} */
async function listTools(folder) {
  const child = start(folder, ['mcp', '--sandbox'])
  const closed = once(child, 'close')
  try {
    /** @param {object} message */
    const send = (message) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
    const clientInfo = { name: 'reference', version: '1' }
    send({ id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo } })
    for await (const line of createInterface({ input: child.stdout })) {
      /** @type {{ id?: number, result?: { tools?: import('./server-page.mjs').Tool[] }, error?: unknown }} */
      const { id, result, error } = JSON.parse(line)
      if (error !== undefined) throw new Error(`The server refused a call: ${JSON.stringify(error)}`)
      if (id === 1) {
        send({ method: 'notifications/initialized' })
        send({ id: 2, method: 'tools/list' })
      }
      if (id === 2) return result?.tools ?? []
    }
    throw new Error('The server ended before it listed its tools.')
  } finally {
    child.kill()
    await closed
  }
}
