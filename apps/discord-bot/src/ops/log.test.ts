import { expect, test } from 'vitest'
import { createLog } from './log.ts'

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = []
  write(createLog('info', ['the-bot-token', 'the-api-token'], { write: (line) => void lines.push(line) }))
  return lines.join('')
}

test('tokens do not get into the log, wherever they stand', () => {
  const error = new Error(
    'POST https://discord.com/api/v10/webhooks/1/interaction-token/messages/@original the-bot-token',
  )
  const text = logged((log) => {
    log.error({ error }, 'failed with the-api-token')
    log.info({ job: { place: { token: 'interaction-token' } }, url: '/interactions/5/interaction-token/callback' }, 'x')
  })

  expect(text).not.toMatch(/interaction-token|the-bot-token|the-api-token/)
  expect(text).toContain('failed with')
})

test('prompts do not get into the log, neither as fields nor with the body that an error carries', () => {
  const error = Object.assign(new Error('Missing Access'), { code: 50_001, requestBody: { json: 'a secret wish' } })
  const text = logged((log) => log.error({ error, request: { prompt: 'a secret wish' }, prompt: 'a secret wish' }, 'x'))

  expect(text).not.toContain('a secret wish')
  expect(text).toContain('50001')
})

test('what the service puts in the place of an id is written only if it looks like one', () => {
  const quoted = { traceId: 'a secret wish', taskId: 'a secret wish', serviceCode: 'a secret wish' }
  const error = Object.assign(new Error('Failed.'), quoted)
  const odd = logged((log) => log.error({ error }, 'x'))
  const usual = logged((log) => log.error({ error: Object.assign(error, { traceId: '2cf86e86-5a' }) }, 'x'))

  expect(odd).not.toContain('secret')
  expect(usual).toContain('"traceId":"2cf86e86-5a"')
})
