import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { runtimeFile } from '../support/run-program.ts'
import { startChargingServer } from './charging-server.ts'

// The answer comes after 700 ms, the limit of the request is 1,500 ms, and the process sleeps through both.
test.concurrent.each(['@fluxkit/core/node', '@fluxkit/core'])(
  'a process that was stopped mid-request finds the answer in its socket: %s',
  async (entry) => {
    await using server = await startChargingServer()
    const child = spawn(process.execPath, [runtimeFile('platforms/stopped-program.mjs')], {
      env: { ENTRY: entry, ORIGIN: server.origin },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let output = ''
    child.stdout.on('data', (chunk) => (output += String(chunk)))
    const ended = once(child, 'close')
    while (server.books.get('slow')?.charges !== 1) await wait(5)
    child.kill('SIGSTOP')
    await wait(2_500)
    child.kill('SIGCONT')
    await ended
    expect(JSON.parse(output)).toEqual({ id: 'slow-1' })
    expect(server.books.get('slow')).toMatchObject({ submissions: 1, charges: 1 })
  },
)
