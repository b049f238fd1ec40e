import { globSync, readdirSync, readFileSync } from 'node:fs'
import { languages } from '@fluxkit/messages'
import { english } from '@fluxkit/messages/extension'
import { expect, test } from 'vitest'

const root = new URL('../', import.meta.url)
const code = globSync('src/**/*.ts', { cwd: root })
  .filter((path) => !path.endsWith('.test.ts'))
  .map((path) => readFileSync(new URL(path, root), 'utf8'))
  .join('\n')

// TypeScript refuses a key that doesn't exist. `error`, `charge` and `model` are looked up by codes and ids.
test('every message is used, and the code has no sentences of its own for the editor to translate', () => {
  const keys = Object.keys(english).filter((key) => !/^(?:error|charge|model)\./.test(key))
  expect(keys.length).toBeGreaterThan(100)
  expect(keys.filter((key) => !code.includes(`'${key}'`))).toEqual([])
  expect(code).not.toContain('l10n.t')
})

test('the manifest has its texts in every language', () => {
  const names = readdirSync(root).filter((name) => name.startsWith('package.nls'))
  const expected = languages.map((language) =>
    language === 'en' ? 'package.nls.json' : `package.nls.${language.toLowerCase()}.json`,
  )
  expect(names.toSorted()).toEqual(expected.toSorted())
})
