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

test.each(['generate', 'edit'])('/flux %s offers every field of core that is for members', (action) => {
  const known = Object.entries(requestFields).flatMap(([name, { actions }]) =>
    actions.some((each) => each === action) && !notForMembers.has(name) ? [name] : [],
  )
  // The image is a file or a link, and an edit makes one image.
  const asOptions = known.flatMap((name) =>
    name === 'imageUrl' ? ['image', 'url'] : name === 'count' && action === 'edit' ? [] : [name],
  )

  expect(asOptions).toContain('prompt')
  expect(optionsOf(action).toSorted()).toEqual(asOptions.toSorted())
})
