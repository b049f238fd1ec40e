// Bundles the extension and lays out what goes into the .vsix, file by file; `files` of package.json says it a second time.

import { copyFile, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { languages } from '@fluxkit/messages'
import { english, extensionMessages } from '@fluxkit/messages/extension'
import { bundle } from './bundle.ts'
import { bundlePage } from './bundle-page.ts'

const root = join(import.meta.dirname, '..')
const out = join(root, 'dist', 'vsix')

await rm(out, { recursive: true, force: true })
await mkdir(out, { recursive: true })
await Promise.all([bundle(out, true), bundlePage(join(out, 'gallery'), true)])

// The name `fluxkit` belongs to the command-line program within the workspace and to the extension in the galleries.
const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Record<string, unknown>
for (const key of ['scripts', 'devDependencies', 'private', 'type']) delete manifest[key]
await writeFile(join(out, 'package.json'), JSON.stringify({ ...manifest, name: 'fluxkit' }))

// The bundle requires English, which has the keys for all; a window reads its own language besides.
await mkdir(join(out, 'l10n'))
await writeFile(join(out, 'l10n', 'en.json'), JSON.stringify({ messages: english }))
for (const language of languages.filter((each) => each !== 'en')) {
  const messages = await extensionMessages[language]()
  const values = Object.keys(english).map((key) => messages[key as keyof typeof english])
  await writeFile(join(out, 'l10n', `${language}.json.br`), brotliCompressSync(JSON.stringify(values)))
}

const texts = (await readdir(root)).filter((name) => /^package\.nls(\.[\w-]+)?\.json$/.test(name))
for (const name of texts) {
  // Without the line breaks that are for people.
  await writeFile(join(out, name), JSON.stringify(JSON.parse(await readFile(join(root, name), 'utf8'))))
}
for (const name of ['README.md', 'CHANGELOG.md']) await copyFile(join(root, name), join(out, name))
for (const folder of ['media', 'walkthrough', 'skills']) {
  await cp(join(root, folder), join(out, folder), { recursive: true })
}
await copyFile(join(root, 'LICENSE'), join(out, 'LICENSE.txt'))
