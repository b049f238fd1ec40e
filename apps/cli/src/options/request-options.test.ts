import { requestFields } from '@fluxkit/core/schemas'
import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { english } from '../language/translator.ts'
import { addRequestOptions, placements, readRequest } from './request-options.ts'

function parse(action: 'generate' | 'edit', args: readonly string[]): object {
  return addRequestOptions(new Command().exitOverride(), { texts: english }, action)
    .parse(args, { from: 'user' })
    .opts()
}

function help(action: 'generate' | 'edit'): string {
  return addRequestOptions(new Command(), { texts: english }, action)
    .configureHelp({ helpWidth: 1_000 })
    .helpInformation()
}

describe('the options of a request', () => {
  it('cover every field that core knows', () => {
    expect(Object.keys(placements).toSorted()).toEqual(Object.keys(requestFields).toSorted())
  })

  it.each(['generate', 'edit'] as const)('of %s offer what core offers for it', (action) => {
    const offered = Object.entries(placements).flatMap(([field, place]) =>
      'option' in place && (place.only ?? action) === action ? [field] : [],
    )
    const known = Object.entries(requestFields).flatMap(([field, { actions }]) =>
      actions.some((each) => each === action) ? [field] : [],
    )
    expect(known).toEqual(expect.arrayContaining(offered))
    // The others aren't options: an edit has one image, two are arguments, and two are not for users.
    const others = known.filter((field) => !offered.includes(field))
    expect(others.toSorted()).toEqual(
      action === 'edit' ? ['callbackUrl', 'count', 'imageSize', 'imageUrl', 'prompt'] : ['callbackUrl', 'prompt'],
    )
  })

  it('become a request', () => {
    const options = parse('generate', ['-m', 'flux-2-pro', '-s', '16:9', '-n', '2', '--field', 'seed=7', '--unchecked'])
    expect(readRequest('generate', { prompt: 'a fox' }, options)).toEqual({
      action: 'generate',
      prompt: 'a fox',
      model: 'flux-2-pro',
      size: '16:9',
      count: 2,
      extra: { seed: 7 },
      unchecked: true,
    })
  })

  it('name the default model, and leave the size to core', () => {
    expect(readRequest('edit', { prompt: 'x', imageUrl: 'https://example.com/a.png' }, parse('edit', []))).toEqual({
      action: 'edit',
      prompt: 'x',
      imageUrl: 'https://example.com/a.png',
      model: 'flux-kontext-pro',
    })
  })

  it('explain the sizes of the default model', () => {
    expect(help('generate')).toContain('flux-dev takes multiples of 32 between 256 and 1440')
    expect(help('generate')).toContain('(default: 1024x1024)')
    expect(help('edit')).toContain('flux-kontext-pro takes one of the ratios 1:1 16:9')
    expect(help('edit')).toContain('(default: the shape of the image)')
  })

  it('list current models first, and do not show the older name of --unchecked', () => {
    expect(help('generate')).toMatch(
      /flux-dev, .*flux-2-max, .*flux-pro-1\.1, flux-pro-1\.1-ultra \(default: flux-dev\)/,
    )
    expect(help('generate')).not.toContain('any-model')
    expect(parse('edit', ['--any-model'])).toMatchObject({ anyModel: true })
  })
})
