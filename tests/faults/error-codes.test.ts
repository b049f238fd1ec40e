import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { errorsPage } from './error-codes-page.ts'

const page = fileURLToPath(new URL('../../docs/guides/errors.md', import.meta.url))
const codes = new URL('../../packages/core/src/errors/codes.ts', import.meta.url)

test('docs/guides/errors.md has the codes of core; `npm run docs:errors` regenerates its table', async () => {
  await expect(errorsPage(readFileSync(page, 'utf8'), readFileSync(codes, 'utf8'))).toMatchFileSnapshot(page)
})
