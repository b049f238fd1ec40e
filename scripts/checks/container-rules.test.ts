import { expect, test } from 'vitest'
import { dockerfileComplaints, missingCopies, runtimePackages } from './container-rules.ts'

const digest = `node:24-slim@sha256:${'a'.repeat(64)}`
const fine = [
  `FROM ${digest} AS base`,
  'WORKDIR /app',
  'FROM base AS build',
  'RUN npm ci',
  'FROM base',
  'COPY --from=build /app /app',
  'USER node',
  'HEALTHCHECK --interval=30s CMD ["node", "health.js"]',
  'CMD ["node", "main.js"]',
]

test.each([
  [fine, []],
  [fine.with(0, 'FROM node:24-slim AS base'), ['1: node:24-slim must be pinned by its digest']],
  [fine.with(2, 'FROM other AS build'), ['3: other must be pinned by its digest']],
  [fine.with(6, 'USER root'), ['1: the program runs as root']],
  [fine.toSpliced(6, 1), ['1: the program runs as root']],
])('%j has %j', (lines, complaints) => {
  expect(dockerfileComplaints(`${lines.join('\n')}\n`)).toEqual(complaints)
})

test('what dockerfilelint finds is reported with its line', () => {
  const [complaint] = dockerfileComplaints(`${fine.with(3, 'RUN sudo apt-get install curl').join('\n')}\n`)
  expect(complaint).toMatch(/^4: /)
})

test('a package that the program needs must be copied, with its manifest and what was built of it', () => {
  const manifests: Record<string, object> = {
    bot: { dependencies: { jobs: 'workspace:*', zod: '4.0.0' }, devDependencies: { simulator: 'workspace:*' } },
    jobs: { dependencies: { core: 'workspace:*' } },
    core: {},
  }
  expect(runtimePackages('bot', (name) => JSON.stringify(manifests[name]))).toEqual(['bot', 'jobs', 'core'])
  const text = 'COPY packages/core/package.json packages/core/\n'
  expect(missingCopies(text, ['packages/core'])).toEqual([
    '1: the line is missing: COPY --from=build /app/packages/core/dist /app/packages/core/dist',
  ])
})
