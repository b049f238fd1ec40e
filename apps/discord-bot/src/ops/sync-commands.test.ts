import { expect, test } from 'vitest'
import { definitions } from '../commands/definitions/index.ts'
import { commands } from '../route/registry.ts'
import { compareCommands, syncCommands } from './sync-commands.ts'

const wanted = [{ type: 1, name: 'flux', description: 'Images', options: [{ name: 'prompt', required: true }] }]

test('what Discord adds and leaves out is not a difference', () => {
  const registered = [
    { id: '1', version: '2', nsfw: false, dm_permission: true, name: 'flux', type: 1, description: 'Images' },
  ].map((command) => ({ ...command, options: [{ name: 'prompt', required: true, type: 3, choices: [] }] }))

  expect(
    compareCommands([{ ...wanted[0], options: [{ name: 'prompt', required: true, choices: undefined }] }], registered),
  ).toEqual({
    lines: [],
    changed: false,
  })
})

test('differences are reported by their path', () => {
  const registered = [
    { type: 1, name: 'flux', description: 'Old images', options: [{ name: 'prompt' }] },
    { name: 'old' },
  ]

  expect(compareCommands([...wanted, { type: 3, name: 'Edit' }], registered).lines).toEqual([
    '~ flux.description: "Old images" → "Images"',
    '~ flux.options.prompt.required: nothing → true',
    '+ Edit',
    '- old',
  ])
})

test('names and descriptions in other languages are compared, also those that are not wanted any more', () => {
  const localized = (de: string, others: object = {}): object => ({
    ...wanted[0],
    options: [{ name: 'prompt', required: true, name_localizations: { de, ...others } }],
  })

  expect(compareCommands([localized('bild')] as never, [localized('foto', { it: 'foto' })] as never).lines).toEqual([
    '~ flux.options.prompt.name_localizations.de: "foto" → "bild"',
    '~ flux.options.prompt.name_localizations.it: "foto" → nothing',
  ])
})

test.each([
  ['nothing differs', wanted, false, []],
  ['something does', [], false, ['put']],
  ['something does, in a dry run', [], true, []],
])('creations are limited to 200 a day: %s', async (_, registered, dryRun, calls) => {
  const done: string[] = []
  const rest = { get: async () => registered, put: async () => void done.push('put') }

  await syncCommands(rest as never, '900', wanted, dryRun)

  expect(done).toEqual(calls)
})

test('every registered command has a handler, and every handler is registered', () => {
  expect(definitions.flatMap((definition) => fullNames(definition)).toSorted()).toEqual(
    Object.keys(commands).toSorted(),
  )
})

interface Named {
  readonly type?: number
  readonly name: string
  readonly options?: readonly unknown[]
}

function fullNames(command: object): string[] {
  const { name, options = [] } = command as Named
  const inner = (options as Named[]).filter(({ type }) => type === 1 || type === 2)
  return inner.length === 0 ? [name] : inner.flatMap((sub) => fullNames(sub).map((rest) => `${name} ${rest}`))
}
