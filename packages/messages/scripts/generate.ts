// Writes what the apps import from languages/*.json: `npm run messages`.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { generatedFiles } from '../src/compile/generated-files.ts'
import { readLanguages } from '../src/compile/read-languages.ts'

const root = new URL('../../../', import.meta.url)

rmSync(new URL('packages/messages/src/generated', root), { recursive: true, force: true })
for (const [path, text] of generatedFiles(readLanguages())) {
  mkdirSync(new URL('.', new URL(path, root)), { recursive: true })
  writeFileSync(new URL(path, root), text)
}
