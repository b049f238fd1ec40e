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

const texts = JSON.parse(await readFile(join(root, 'package.nls.json'), 'utf8')) as Record<string, string>
// The long keys are for people: each would be in the manifest and in seven files.
const shortKeys = new Map(Object.keys(texts).map((key, index) => [key, `k${index.toString(36)}`]))
const shortKey = (key: string): string => shortKeys.get(key) ?? key

// The name `fluxkit` belongs to the command-line program within the workspace and to the extension in the galleries.
const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Record<string, unknown>
for (const key of ['scripts', 'devDependencies', 'private', 'type', 'vsce']) delete manifest[key]
const manifestText = JSON.stringify({ ...manifest, name: 'fluxkit' })
await writeFile(
  join(out, 'package.json'),
  manifestText.replaceAll(/"%([\w.]+)%"/g, (_, key: string) => `"%${shortKey(key)}%"`),
)

// English has the keys for all. The other languages are one file, which takes 3 kB less of the .vsix than one for each.
await mkdir(join(out, 'l10n'))
await writeFile(join(out, 'l10n', 'en.json.br'), brotliCompressSync(JSON.stringify(english)))
const others: Record<string, unknown[]> = {}
for (const language of languages.filter((each) => each !== 'en')) {
  const messages = await extensionMessages[language]()
  others[language] = Object.keys(english).map((key) => messages[key as keyof typeof english])
}
await writeFile(join(out, 'l10n', 'others.json.br'), brotliCompressSync(JSON.stringify(others)))

const nlsNames = (await readdir(root)).filter((name) => /^package\.nls(\.[\w-]+)?\.json$/.test(name))
for (const name of nlsNames) {
  const own = JSON.parse(await readFile(join(root, name), 'utf8')) as Record<string, string>
  const entries = Object.entries(own)
    .filter(([key]) => key !== '//')
    .map(([key, text]) => [shortKey(key), text] as const)
  await writeFile(join(out, name), JSON.stringify(Object.fromEntries(entries)))
}
for (const name of ['README.md', 'CHANGELOG.md']) await copyFile(join(root, name), join(out, name))
for (const folder of ['media', 'walkthrough', 'skills']) {
  await cp(join(root, folder), join(out, folder), { recursive: true })
}
await copyFile(join(root, 'LICENSE'), join(out, 'LICENSE.txt'))
