import { expect, test } from 'vitest'
import { documentOnly, rightRequests, wrongRequests } from '../validator/fixtures/requests.ts'
import type { ValidatedRequest } from '../validator/request-validator.ts'
import { startRawBot } from '../testing/raw-bot.ts'

const bytes = new Uint8Array(10)

/** Sends it where such a request belongs: to a channel, or to its own interaction. @returns the status */
async function send({ method, route, json, query }: ValidatedRequest): Promise<number> {
  await using bot = await startRawBot()
  const values: Record<string, string> = {
    channel_id: bot.channel.id,
    application_id: bot.simulator.applicationId,
    webhook_id: bot.simulator.applicationId,
  }
  if (route.includes('_token}')) {
    if (isChoices(json)) void bot.anna.autocomplete(bot.channel, 'flux', 'model').catch(() => undefined)
    else bot.anna.sendSlash(bot.channel, 'flux', { prompt: 'a cat' })
    const { id, token } = await bot.interaction()
    Object.assign(values, { interaction_id: id, interaction_token: token, webhook_token: token })
    if (route.startsWith('/webhooks/')) await bot.respond({ type: 5 })
  }
  const path = route.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? name)
  const files = JSON.stringify(json)?.includes('attachment://a.png') ? [{ name: 'a.png', bytes }] : undefined
  const { status } = await bot.call(method, query.size === 0 ? path : `${path}?${query}`, json, files)
  // With Discord's document there, it checks as well.
  bot.simulator.validator.takeFailures()
  return status
}

function isChoices(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'type' in json && json.type === 8
}

test.each(wrongRequests.filter(([name]) => !documentOnly.has(name)))('refuses %s', async (_name, request) => {
  const status = await send(request)
  expect(status).toBeGreaterThanOrEqual(400)
  expect(status).toBeLessThan(500)
})

test.each(rightRequests)('accepts %s', async (_name, request) => {
  expect([200, 201, 204]).toContain(await send(request))
})
