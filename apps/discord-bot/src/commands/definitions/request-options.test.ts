import { requestFields } from '@fluxkit/core/schemas'
import { expect, test } from 'vitest'
import { fluxCommand } from './flux.ts'

/** Core's fields that a member never types: the bot or Discord supplies them, or the operator’s limits stand against them. */
const notForMembers = new Set(['callbackUrl', 'extra', 'unchecked', 'allowUnknownModel', 'imageSize'])
/** The options that are the bot's own. */
const ofTheBot = new Set(['preset', 'private', 'spoiler'])

function optionsOf(subcommand: string): string[] {
  const { options = [] } = fluxCommand as { options?: { name: string; options?: { name: string }[] }[] }
  const found = options.find(({ name }) => name === subcommand)
  return (found?.options ?? []).map(({ name }) => name).filter((name) => !ofTheBot.has(name))
}

test.each([
  ['generate', ['count', 'model', 'prompt', 'size']],
  // The image is a file or a link, and an edit makes one image.
  ['edit', ['image', 'model', 'prompt', 'size', 'url']],
])('/flux %s offers every field of core that is for members', (action, offered) => {
  const known = Object.entries(requestFields).flatMap(([name, { actions }]) =>
    actions.some((each) => each === action) && !notForMembers.has(name) ? [name] : [],
  )
  const asOptions = known.flatMap((name) =>
    name === 'imageUrl' ? ['image', 'url'] : name === 'count' && action === 'edit' ? [] : [name],
  )

  expect(optionsOf(action).toSorted()).toEqual(offered)
  expect(asOptions.toSorted()).toEqual(offered)
})
