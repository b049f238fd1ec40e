import { globSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const root = new URL('../', import.meta.url)
const read = (path: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(path, root), 'utf8')) as Record<string, string>

/** English sentences as they stand in the code: the first argument of `l10n.t` and of a `t` that was handed over. */
const sentences = globSync('src/**/*.ts', { cwd: root })
  .filter((path) => !path.endsWith('.test.ts'))
  .flatMap((path) => {
    const code = readFileSync(new URL(path, root), 'utf8')
    return [...code.matchAll(/(?:l10n\.t|\bt)\(\s*'((?:[^'\\]|\\.)*)'/g)].map((match) => match[1] ?? '')
  })
const keys = [...new Set(sentences)].toSorted()
const english = read('package.nls.json')
const languages = ['de', 'es', 'fr', 'ja', 'zh-cn']
const places = (text: string): string[] => [...text.matchAll(/\{\d\}/g)].map(([place]) => place).toSorted()
const links = (text: string): string[] =>
  [...text.matchAll(/\]\(([^)]*)\)|`([^`]*)`/g)].map(([, link, code]) => link ?? code ?? '').toSorted()

test('the code has its sentences where this test looks for them', () => {
  expect(keys.length).toBeGreaterThan(100)
  expect(keys).toContain('Which model?')
})

test('there is a bundle for each language', () => {
  expect(readdirSync(new URL('l10n', root)).toSorted()).toEqual(
    languages.map((language) => `bundle.l10n.${language}.json`),
  )
})

describe.each(languages)('in %s', (language) => {
  const bundle = read(`l10n/bundle.l10n.${language}.json`)
  const manifest = read(`package.nls.${language}.json`)

  test('every sentence of the code is translated, and none is left over', () => {
    expect(Object.keys(bundle).toSorted()).toEqual(keys)
  })
  test('every sentence keeps its places for numbers and names', () => {
    expect(Object.entries(bundle).filter(([key, text]) => places(key).join() !== places(text).join())).toEqual([])
  })
  test('every text of the manifest is translated, with the same commands, links and code', () => {
    expect(Object.keys(manifest).toSorted()).toEqual(Object.keys(english).toSorted())
    const differing = Object.keys(english).filter(
      (key) => links(english[key] ?? '').join() !== links(manifest[key] ?? '').join(),
    )
    expect(differing).toEqual([])
  })
})
