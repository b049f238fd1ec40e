import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createFakeClock } from '@fluxkit/core/testing'
import { replaceTimers, settleProcess } from '@fluxkit/tooling/time'
import { REST, Routes } from 'discord.js'
import { expect, onTestFinished, test } from 'vitest'
import { createInteractionRest } from './interaction-rest.ts'

async function aServer(): Promise<string> {
  const server = createServer((request, answer) => {
    request.resume().on('end', () => answer.setHeader('content-type', 'application/json').end('{}'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** @returns how many of 60 answers, each to its own interaction, had to wait for a limit */
async function waitsOf(createRest: (url: string) => REST): Promise<number> {
  const clock = createFakeClock({ settle: settleProcess })
  onTestFinished(replaceTimers(clock))
  const rest = createRest(await aServer())
  let waits = 0
  rest.on('rateLimited', () => void (waits += 1))
  const answers = Array.from({ length: 60 }, (_, index) =>
    rest.patch(Routes.webhookMessage('100000000000000000', `token${index}`, '@original'), { auth: false, body: {} }),
  )
  await clock.until(Promise.all(answers))
  rest.clearHandlerSweeper()
  rest.clearHashSweeper()
  return waits
}

test('60 answers at once do not wait for the global limit of 50 a second', async () => {
  expect(await waitsOf(createInteractionRest)).toBe(0)
})

test('60 answers at once would wait with discord.js’s own client', async () => {
  expect(await waitsOf((api) => new REST({ api }))).toBeGreaterThan(0)
})
