import { expect, test } from 'vitest'
import type { WireCommand } from '../discord/wire.ts'
import { commandEntries, commandLabel, findEntries, matchEntry } from './entries.ts'

const prompt = { type: 3, name: 'prompt', description: 'What to paint' }
const commands: readonly WireCommand[] = [
  {
    type: 1,
    name: 'flux',
    description: 'Images',
    options: [
      {
        type: 1,
        name: 'generate',
        name_localizations: { de: 'erstellen' },
        description: 'Make an image',
        description_localizations: { de: 'Ein Bild machen' },
        options: [prompt],
      },
      { type: 1, name: 'help', description: 'What there is' },
      {
        type: 2,
        name: 'presets',
        name_localizations: { de: 'vorlagen' },
        description: 'Presets',
        options: [{ type: 1, name: 'save', name_localizations: { de: 'speichern' }, description: 'Keep a style' }],
      },
    ],
  },
  { type: 1, name: 'ping', description: 'Answers', options: [] },
  { type: 3, name: 'Edit with Flux', name_localizations: { de: 'Mit Flux bearbeiten' }, description: '' },
]
const names = (typed: string): string[] => findEntries(commandEntries(commands, 'en-US'), typed).map(({ name }) => name)

test('subcommands are entries of their own; menus of messages are not', () => {
  expect(commandEntries(commands, 'de')).toEqual([
    { name: 'flux generate', label: 'flux erstellen', description: 'Ein Bild machen', options: [prompt] },
    { name: 'flux help', label: 'flux help', description: 'What there is', options: [] },
    { name: 'flux presets save', label: 'flux vorlagen speichern', description: 'Keep a style', options: [] },
    { name: 'ping', label: 'ping', description: 'Answers', options: [] },
  ])
})

test('a language without words of its own gets the usual ones', () => {
  expect(commandEntries(commands, 'ja')[0]?.description).toBe('Make an image')
})

test('beginnings come first, then what has the words anywhere', () => {
  expect(names('')).toEqual(['flux generate', 'flux help', 'flux presets save', 'ping'])
  expect(names('flux h')).toEqual(['flux help'])
  expect(names('style')).toEqual(['flux presets save'])
  expect(names('p')).toEqual(['ping', 'flux help', 'flux presets save'])
  expect(names('nothing of the kind')).toEqual([])
})

test('a command typed to its end takes the words behind it', () => {
  const entries = commandEntries(commands, 'en-US')
  expect(matchEntry(entries, '/flux generate a red fox')).toMatchObject({
    entry: { name: 'flux generate' },
    rest: 'a red fox',
  })
  expect(matchEntry(entries, '/flux generate')).toBeUndefined()
  expect(matchEntry(entries, 'say /flux generate a fox')).toBeUndefined()
})

test('a command is found and typed by the name that a user reads, and by its own', () => {
  const entries = commandEntries(commands, 'de')
  expect(findEntries(entries, 'flux vor').map(({ name }) => name)).toEqual(['flux presets save'])
  expect(findEntries(entries, 'flux pre').map(({ name }) => name)).toEqual(['flux presets save'])
  expect(matchEntry(entries, '/flux erstellen ein Fuchs')).toMatchObject({
    entry: { name: 'flux generate' },
    rest: 'ein Fuchs',
  })
  expect(matchEntry(entries, '/flux generate ein Fuchs')?.rest).toBe('ein Fuchs')
})

test.each([
  ['flux presets save', 'flux vorlagen speichern'],
  ['Edit with Flux', 'Mit Flux bearbeiten'],
  ['from another version', 'from another version'],
])('%s is shown as %s', (name, expected) => {
  expect(commandLabel(commands, name, 'de')).toBe(expected)
})
