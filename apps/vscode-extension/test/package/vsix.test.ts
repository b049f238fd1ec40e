// The .vsix as people install it. `npm test` builds it first.

import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { languages } from '@fluxkit/messages'
import { english } from '@fluxkit/messages/extension'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'

const vsix = readFileSync(new URL('../../dist/fluxkit.vsix', import.meta.url))
const files = unzipSync(vsix)
const names = Object.keys(files).toSorted((a, b) => (a < b ? -1 : 1))
const text = (name: string): string => strFromU8(files[name] ?? new Uint8Array())
const manifestText = text('extension/package.json')
const manifest = JSON.parse(manifestText) as Record<string, unknown>

const manifests = languages.map((language) =>
  language === 'en' ? 'extension/package.nls.json' : `extension/package.nls.${language.toLowerCase()}.json`,
)

/** Code that is loaded when it is first used; the test of the bundle says what is in it. */
const late = names.filter((name) => /^extension\/[\w-]+\.cjs$/.test(name) && name !== 'extension/extension.cjs')

test('holds these files and no other', () => {
  expect(late).toContain('extension/open-desk.cjs')
  expect(names.toSorted()).toEqual(
    [
      '[Content_Types].xml',
      'extension.vsixmanifest',
      'extension/LICENSE.txt',
      'extension/changelog.md',
      'extension/extension.cjs',
      ...late,
      'extension/l10n/en.json.br',
      'extension/l10n/others.json.br',
      'extension/gallery/gallery.css',
      'extension/gallery/gallery.js',
      'extension/media/activity.svg',
      'extension/media/icon.png',
      'extension/media/walkthrough-edit.webp',
      'extension/media/walkthrough-generate.webp',
      'extension/package.json',
      ...manifests.toSorted(),
      'extension/readme.md',
      'extension/skills/fluxkit-images/SKILL.md',
      'extension/walkthrough/chat.md',
      'extension/walkthrough/key.md',
    ].toSorted(),
  )
})

test('`vsce package` in the folder of the sources makes it, without options and without a warning', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-vsce-'))
  try {
    // The folder as vsce sees it once `vscode:prepublish` has built.
    const { scripts, ...own } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      scripts: Record<string, string>
    }
    expect(scripts['vscode:prepublish']).toBe('npm --prefix ../.. run build')
    writeFileSync(join(folder, 'package.json'), JSON.stringify(own))
    cpSync(new URL('../../dist/vsix', import.meta.url), join(folder, 'dist', 'vsix'), { recursive: true })
    const vsce = join(dirname(createRequire(import.meta.url).resolve('@vscode/vsce/package.json')), 'vsce')
    const printed = execFileSync(process.execPath, [vsce, 'package'], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    expect(printed).not.toMatch(/warn/i)
    const made = /DONE {2}Packaged: (\S+)/.exec(printed)?.[1] ?? ''
    const packed = unzipSync(readFileSync(join(folder, made)))
    expect(Object.keys(packed).toSorted()).toEqual(Object.keys(files).toSorted())
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('is under 220 kB, what it loads at start under 40 kB', () => {
  expect(vsix.byteLength).toBeLessThan(220_000)
  expect(files['extension/extension.cjs']?.byteLength).toBeLessThan(40_000)
  expect(files['extension/gallery/gallery.js']?.byteLength).toBeLessThan(20_000)
})

test('its README is the one of the repository: packaging has rewritten no link', () => {
  expect(text('extension/readme.md')).toBe(readFileSync(new URL('../../README.md', import.meta.url), 'utf8'))
})

test('its README shows images that are in the repository, by links that a gallery shows', () => {
  const links = [...text('extension/readme.md').matchAll(/(?<!`)!\[[^\]]*\]\(([^)]*)\)/g)].map(([, link = '']) => link)
  const { repository } = manifest as { readonly repository: { readonly url: string } }
  const base = `${repository.url.replace(/^git\+|\.git$/g, '')}/raw/main/apps/vscode-extension/`
  expect(links.length).toBeGreaterThan(1)
  expect(links.filter((link) => !link.startsWith(base))).toEqual([])
  const paths = links.map((link) => new URL(`../../${link.slice(base.length)}`, import.meta.url))
  expect(paths.filter((path) => !existsSync(path))).toEqual([])
})

describe('its manifest', () => {
  test('has the name of the galleries, and nothing that means something only in this workspace', () => {
    expect(manifest).toMatchObject({ publisher: 'fluxkit', name: 'fluxkit' })
    expect(Object.keys(manifest).filter((key) => /scripts|ependencies|private|type$|vsce/.test(key))).toEqual([])
    expect(manifestText).not.toMatch(/workspace:|catalog:/)
  })
  test('says the same to the gallery', () => {
    expect(text('extension.vsixmanifest')).toMatch(/Id="fluxkit" Version="\d+\.\d+\.\d+" Publisher="fluxkit"/)
    expect(text('extension.vsixmanifest')).toContain('Value="^1.97.0"')
  })
  test('runs where the files are, without its own start before the window is ready', () => {
    expect(manifest).toMatchObject({
      main: './extension.cjs',
      activationEvents: [
        'onLanguageModelTool:fluxkit_edit_image',
        'onLanguageModelTool:fluxkit_generate_image',
        'onStartupFinished',
        'onWebviewPanel:fluxkit.gallery',
      ],
    })
  })
  test('names only files that are there', () => {
    const named = [...manifestText.matchAll(/"(?:\.\/)?((?:media|walkthrough|skills)\/[^"]+|extension\.cjs)"/g)]
    const paths = named.map(([, path = '']) => path).filter((path) => !path.includes('*'))
    expect(paths).toContain('media/icon.png')
    expect(paths.filter((path) => files[`extension/${path}`] === undefined)).toEqual([])
  })
  test('has its words in every language, and in English for the others', () => {
    const used = new Set([...manifestText.matchAll(/%([\w.]+)%/g)].map(([, key = '']) => key))
    expect(used.size).toBeGreaterThan(40)
    for (const name of manifests) {
      const parts = JSON.parse(text(name)) as Record<string, string>
      expect([...used].filter((key) => !parts[key])).toEqual([])
    }
  })
})

test('English has a separate file, and each other language has as many messages', () => {
  const unpacked = (name: string): unknown =>
    JSON.parse(brotliDecompressSync(files[`extension/l10n/${name}.json.br`] ?? new Uint8Array()).toString())
  const others = Object.entries(unpacked('others') as Record<string, unknown[]>)
  expect(['en', ...others.map(([language]) => language)]).toEqual(languages)
  expect(new Set(others.map(([, messages]) => messages.length))).toEqual(new Set([Object.keys(english).length]))
  expect(unpacked('en')).toEqual(english)
  // What the first use loads reads that file, and a start reads no messages.
  expect(text('extension/shared.cjs')).toContain('/l10n/en.json.br')
  expect(text('extension/extension.cjs')).not.toContain('l10n/')
})

test('no file has a path of the machine that built it', () => {
  const own = new URL('../../', import.meta.url).pathname
  expect(names.filter((name) => text(name).includes(own))).toEqual([])
})
