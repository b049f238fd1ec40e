import { afterAll, describe } from 'vitest'

// Suites of the gateway again, with interactions over HTTP: members must not see a difference.

process.env['FLUXKIT_TEST_INTERACTIONS'] = 'http'
afterAll(() => {
  delete process.env['FLUXKIT_TEST_INTERACTIONS']
})

describe('over HTTP: admins', async () => {
  await import('./admin.test.ts')
})
describe('over HTTP: buttons', async () => {
  await import('./buttons.test.ts')
})
describe('over HTTP: change and retry', async () => {
  await import('./change-and-retry.test.ts')
})
describe('over HTTP: commands', async () => {
  await import('./commands.test.ts')
})
describe('over HTTP: first answers', async () => {
  await import('./first-answer.test.ts')
})
describe('over HTTP: recovery', async () => {
  await import('./recovery.test.ts')
})
