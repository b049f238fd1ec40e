import type { SharedV4ProviderOptions } from '@ai-sdk/provider'
import { InvalidRequestError } from '@fluxkit/core'
import * as z from 'zod/mini'
import { imageOptionsSchema } from './image-options.ts'
import { providerName } from './provider-name.ts'

export type ImageOptions = z.infer<typeof imageOptionsSchema>

/**
 * The options that are ours; those of other providers are theirs.
 * @throws {InvalidRequestError} that names every option that is wrong; values stay out of it
 */
export function readImageOptions(providerOptions: SharedV4ProviderOptions): ImageOptions {
  const { [providerName]: given = {} } = providerOptions
  const read = z.safeParse(imageOptionsSchema, given)
  if (read.success) return read.data
  throw new InvalidRequestError(
    read.error.issues.flatMap((issue) => {
      if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => issueOf([key], 'is not an option'))
      return [issueOf(issue.path, issue.message)]
    }),
  )
}

function issueOf(path: readonly PropertyKey[], problem: string): { field: string; message: string } {
  const field = ['providerOptions', providerName, ...path.map(String)].join('.')
  return { field, message: `${field}: ${problem}` }
}
