import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

// compose.yaml asks operators to put their tokens into `.env` beside it, and the bot keeps its data beside it, too.

const linesOf = (name: string): string[] =>
  readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')
    .split('\n')
    .filter(Boolean)

test.each(['**/.env', '**/.env.*', '**/data', '**/node_modules', '.git'])(
  'building an image does not take %s from the checkout',
  (pattern) => {
    expect(linesOf('Dockerfile.dockerignore')).toContain(pattern)
  },
)

test('the image has the program, and nothing else of the folder of the bot', () => {
  expect(linesOf('Dockerfile').filter((line) => /^COPY .*discord-bot/.test(line) && !line.includes('--from'))).toEqual([
    'COPY apps/discord-bot/package.json apps/discord-bot/',
    'COPY apps/discord-bot apps/discord-bot',
  ])
  const last = linesOf('Dockerfile').slice(linesOf('Dockerfile').indexOf('FROM base'))
  expect(last.filter((line) => line.startsWith('COPY') && line.includes('discord-bot'))).toEqual([
    'COPY --from=build /app/apps/discord-bot/dist /app/apps/discord-bot/dist',
  ])
})

test('restarts go by whether the process lives, not by Discord or the Flux API', () => {
  const check = linesOf('Dockerfile').find((line) => line.includes('/healthz'))
  expect(check).toContain('process.exit(answer.ok ? 0 : 1)')
  expect(linesOf('Dockerfile').join('\n')).not.toContain('/readyz')
})

test.each(['.env', '.env.*', 'data/'])('nor does git take %s', (pattern) => {
  expect(linesOf('.gitignore')).toContain(pattern)
})
