import { checkRequest } from '@fluxkit/core'
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readEditInput, readGenerateInput } from './tool-input.ts'

interface Manifest {
  contributes: {
    languageModelTools: { inputSchema: { properties: Record<string, { type: string; enum?: string[] }> } }[]
  }
}

const manifest = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as Manifest
const tools = manifest.contributes.languageModelTools

describe('what an agent asks for', () => {
  test.each([
    ['generate', readGenerateInput, tools[0]],
    ['edit', readEditInput, tools[1]],
  ] as const)('is read from every field that the manifest offers to %s', (_, read, tool) => {
    const fields = Object.entries(tool?.inputSchema.properties ?? {})
    const input = Object.fromEntries(
      fields.map(([name, { type, enum: values }]) => [name, type === 'integer' ? 2 : (values?.[0] ?? '1:1')]),
    )
    expect(fields.length).toBeGreaterThan(3)
    expect(read(input, checkRequest)).toMatchObject(input)
  })

  test('is read', () => {
    expect(
      readGenerateInput(
        { prompt: ' a fox ', model: 'flux-2-pro', size: '1024x768', count: 2, path: 'a/b.png' },
        checkRequest,
      ),
    ).toEqual({
      prompt: 'a fox',
      model: 'flux-2-pro',
      size: '1024x768',
      count: 2,
      path: 'a/b.png',
    })
  })

  test('may leave out or empty what it does not care about, and gets one image of the usual model', () => {
    expect(readGenerateInput({ prompt: 'a fox', model: '', size: undefined }, checkRequest)).toEqual({
      prompt: 'a fox',
      model: 'flux-dev',
      count: 1,
    })
  })

  test.each([
    [undefined, /must be an object/],
    [{}, /prompt must be a text/],
    [{ prompt: '  ' }, /prompt must be a text/],
    [{ prompt: 'x'.repeat(4001) }, /not be longer than 4000/],
    [{ prompt: 'a', count: 5 }, /from 1 to 4/],
    [{ prompt: 'a', count: 1.5 }, /from 1 to 4/],
    [{ prompt: 'a', model: 'flux-9' }, /not a known model/],
    [{ prompt: 'a', model: 'flux-dev', size: '4:5' }, /nearest/],
    [{ prompt: 'a', file: 'x' }, /unknown: file\. There are: prompt, model, size, count, path/],
  ])('%j is refused with a sentence that helps', (input, message) => {
    expect(() => readGenerateInput(input, checkRequest)).toThrow(message)
    expect(() => readGenerateInput(input, checkRequest)).toThrow('nothing was charged')
  })

  test('an edit needs an image, and a model that can edit', () => {
    expect(readEditInput({ prompt: 'night', image: 'a.png' }, checkRequest)).toEqual({
      prompt: 'night',
      image: 'a.png',
      model: 'flux-kontext-pro',
      count: 1,
    })
    expect(() => readEditInput({ prompt: 'night' }, checkRequest)).toThrow('image must be a text')
    expect(() => readEditInput({ prompt: 'night', image: 'a.png', model: 'flux-pro-1.1' }, checkRequest)).toThrow(
      'cannot edit',
    )
  })

  test('whatever a model writes, the answer is a submission or a refusal', () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        expect(outcome(input)).toMatch(/^(order|JobRefusal)$/)
      }),
    )
  })
})

function outcome(input: unknown): string {
  try {
    return readGenerateInput(input, checkRequest).prompt === '' ? 'empty' : 'order'
  } catch (error) {
    return (error as Error).name
  }
}
