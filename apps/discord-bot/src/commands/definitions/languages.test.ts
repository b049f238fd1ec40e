import { languages } from '@fluxkit/messages'
import { describe, expect, test } from 'vitest'
import { definitions } from './index.ts'

interface Node {
  readonly name: string
  readonly type?: number
  readonly description?: string
  readonly name_localizations?: Readonly<Record<string, string>>
  readonly description_localizations?: Readonly<Record<string, string>>
  readonly options?: readonly Node[]
  readonly choices?: readonly Node[]
}

const translated = languages.filter((language) => language !== 'en' && language !== 'es')
const locales = [...translated, 'es-419', 'es-ES'].toSorted()
const namePattern = /^[-_'\p{L}\p{N}]{1,32}$/u

/** Every subcommand, group and option by its path. */
function below(node: Node, path = node.name): [string, Node][] {
  return (node.options ?? []).flatMap((inner) => {
    const at = `${path} ${inner.name}`
    return [[at, inner] as [string, Node], ...below(inner, at)]
  })
}

const roots = definitions as unknown as readonly Node[]
const all = roots.flatMap((root) => below(root))

test('there are as many as people use', () => {
  expect(all.length).toBeGreaterThan(70)
})

describe.each(all)('%s', (_, node) => {
  test('has a name in every language, as Discord wants names', () => {
    expect(Object.keys(node.name_localizations ?? {}).toSorted()).toEqual(locales)
    for (const name of Object.values(node.name_localizations ?? {})) {
      expect(name).toMatch(namePattern)
      expect(name).toBe(name.toLowerCase())
    }
  })

  test('has a description in every language, of at most 100 characters', () => {
    expect(Object.keys(node.description_localizations ?? {}).toSorted()).toEqual(locales)
    for (const text of [node.description ?? '', ...Object.values(node.description_localizations ?? {})]) {
      expect(text.length).toBeGreaterThan(0)
      expect(text.length).toBeLessThanOrEqual(100)
    }
  })

  test('has no name that another beside it has', () => {
    for (const locale of locales) {
      const names = (node.options ?? []).map((option) => option.name_localizations?.[locale])
      expect(new Set(names).size).toBe(names.length)
    }
  })
})

test('the commands themselves keep their names, and are described in every language', () => {
  for (const root of roots.filter(({ type }) => type === 1)) {
    expect(root.name_localizations).toBeUndefined()
    expect(Object.keys(root.description_localizations ?? {}).toSorted()).toEqual(locales)
  }
  const menu = roots.find(({ type }) => type === 3)
  expect(Object.keys(menu?.name_localizations ?? {}).toSorted()).toEqual(locales)
})

test('choices of admins have a name in every language; models keep theirs', () => {
  const choices = all.flatMap(([path, { choices: list = [] }]) => list.map((one) => [path, one] as const))
  for (const [path, one] of choices.filter(([at]) => !at.endsWith(' model'))) {
    expect(Object.keys(one.name_localizations ?? {}).toSorted(), path).toEqual(locales)
  }
})
