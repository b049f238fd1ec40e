/** What decides whether a local file may be uploaded, which makes a link that is public and permanent. */
export interface PublishingFacts {
  readonly isSandbox: boolean
  readonly hasPlatformToken: boolean
  /** `--allow-publish` */
  readonly isAllowed: boolean
  /** Can the client ask its user? */
  readonly canElicit: boolean
  /** The user's answer to this question. */
  readonly answer?: 'accept' | 'decline' | undefined
}

export type PublishingAnswer =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'ask' }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string; readonly advice: string }

const link = 'Editing a local file uploads it, which makes a link that is public and permanent'

/** May a local file be published? Decided before anything is sent; closed by default. */
export function checkPublishing(facts: PublishingFacts): PublishingAnswer {
  if (facts.isSandbox) return { kind: 'allowed' }
  if (!facts.hasPlatformToken) {
    return {
      kind: 'refused',
      code: 'no_platform_token',
      message: `${link}; that needs ACEDATACLOUD_PLATFORM_TOKEN, which isn’t set.`,
      advice: 'Give the https link of an image instead, or ask the user to set that token for the server.',
    }
  }
  if (facts.isAllowed || facts.answer === 'accept') return { kind: 'allowed' }
  if (facts.answer === 'decline') {
    return {
      kind: 'refused',
      code: 'publishing_declined',
      message: `${link}, and the user declined.`,
      advice: 'Give the https link of an image instead.',
    }
  }
  if (facts.canElicit) return { kind: 'ask' }
  return {
    kind: 'refused',
    code: 'publishing_not_allowed',
    message: `${link}, and the server was started without --allow-publish.`,
    advice: 'Give the https link of an image instead, or ask the user to start the server with --allow-publish.',
  }
}
