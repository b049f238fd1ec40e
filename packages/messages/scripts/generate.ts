// Writes what the apps import from languages/*.json: `npm run messages`. Files that stay the same aren't touched.

import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { generatedFiles } from '../src/compile/generated-files.ts'
import { readLanguages } from '../src/compile/read-languages.ts'

const root = new URL('../../../', import.meta.url)
const generated = generatedFiles(readLanguages())

for (const [path, text] of generated) {
  const url = new URL(path, root)
  mkdirSync(new URL('.', url), { recursive: true })
  if (readOptional(url) !== text) writeFileSync(url, text)
}
for (const path of globSync('packages/messages/src/generated/*/*.ts', { cwd: fileURLToPath(root) })) {
  if (!generated.has(path.replaceAll('\\', '/'))) rmSync(new URL(path, root))
}

function readOptional(url: URL): string | undefined {
  try {
    return readFileSync(url, 'utf8')
  } catch {
    return undefined
  }
}
