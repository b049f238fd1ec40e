import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

// compose.yaml tells people to put their tokens into `.env` beside it, and the bot keeps its data beside it, too.

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

test('what is deployed into the image is the program alone, also where the builder knows no ignore file', () => {
  expect(JSON.parse(linesOf('package.json').join(''))).toMatchObject({ files: ['dist'] })
})

test.each(['.env', '.env.*', 'data/'])('nor does git take %s', (pattern) => {
  expect(linesOf('.gitignore')).toContain(pattern)
})
