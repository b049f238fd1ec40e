import { expect, test } from 'vitest'
import { checkPublishing, type PublishingFacts } from './publishing.ts'

const closed: PublishingFacts = { isSandbox: false, hasPlatformToken: true, isAllowed: false, canElicit: false }

test.each<[string, Partial<PublishingFacts>, string]>([
  ['stays on this machine in the sandbox', { isSandbox: true, hasPlatformToken: false }, 'allowed'],
  ['is refused by default', {}, 'publishing_not_allowed'],
  [
    'needs a platform token, whatever else is said',
    { hasPlatformToken: false, isAllowed: true, answer: 'accept' },
    'no_platform_token',
  ],
  ['is allowed by --allow-publish', { isAllowed: true }, 'allowed'],
  ['is a question where the client can ask', { canElicit: true }, 'ask'],
  ['is allowed by the user’s answer', { canElicit: true, answer: 'accept' }, 'allowed'],
  ['is refused by the user’s answer', { canElicit: true, answer: 'decline' }, 'publishing_declined'],
  ['isn’t asked for without a platform token', { hasPlatformToken: false, canElicit: true }, 'no_platform_token'],
])('publishing a local file %s', (_, facts, expected) => {
  const answer = checkPublishing({ ...closed, ...facts })
  expect(answer.kind === 'refused' ? answer.code : answer.kind).toBe(expected)
})

test('the refusal names what opens it', () => {
  expect(checkPublishing(closed)).toEqual({
    kind: 'refused',
    code: 'publishing_not_allowed',
    message:
      'Editing a local file uploads it, which makes a link that is public and permanent, and the server was started without --allow-publish.',
    advice: 'Give the https link of an image instead, or ask the user to start the server with --allow-publish.',
  })
})
