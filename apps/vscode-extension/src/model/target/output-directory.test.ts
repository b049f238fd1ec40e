import { describe, expect, test } from 'vitest'
import { matchesGlob } from './glob.ts'
import { outputDirectory, type TargetClues } from './output-directory.ts'

const clues: TargetClues = {
  outputDirectory: '',
  copyFilesDestination: {},
  document: { path: '/ws/docs/guide.md', languageId: 'markdown' },
  workspaceFolder: '/ws',
  date: '2026-11-22',
}

test('without settings it is images beside the document', () => {
  expect(outputDirectory(clues)).toBe('/ws/docs/images')
})

test('without a document it is images in the workspace folder', () => {
  expect(outputDirectory({ ...clues, document: undefined })).toBe('/ws/images')
})

test('without both there is no clue', () => {
  expect(outputDirectory({ ...clues, document: undefined, workspaceFolder: undefined })).toBeUndefined()
})

describe('the setting', () => {
  test.each([
    ['assets', '/ws/assets'],
    ['${workspaceFolder}/assets/${date}', '/ws/assets/2026-11-22'],
    ['${documentDirName}/img', '/ws/docs/img'],
    ['${documentDirName}/${documentBaseName}', '/ws/docs/guide'],
    ['/var/images', '/var/images'],
    ['assets\\png', '/ws/assets/png'],
    ['C:/Images', '/C:/Images'],
    ['${unknown}/x', '/ws/docs/images'],
    ['~/images', '/ws/docs/images'],
    ['~other/images', '/ws/docs/images'],
    ['  ', '/ws/docs/images'],
    ['../../outside', '/outside'],
  ])('%s means %s', (setting, folder) => {
    expect(outputDirectory({ ...clues, outputDirectory: setting })).toBe(folder)
  })

  test('that needs a document is passed over without one', () => {
    expect(outputDirectory({ ...clues, outputDirectory: '${documentDirName}/i', document: undefined })).toBe(
      '/ws/images',
    )
  })
})

describe("the editor's setting for Markdown", () => {
  test.each([
    [{ '*.md': 'media/' }, '/ws/docs/media'],
    [{ '**/*': '/static/${documentBaseName}/' }, '/ws/static/guide'],
    [{ '**/*': '${documentWorkspaceFolder}/media/${fileName}' }, '/ws/media'],
    [{ 'docs/**/*.md': '../pics/' }, '/ws/pics'],
    [{ 'blog/**': 'no/' }, '/ws/docs/images'],
    [{ '*.md': '${fileName}' }, '/ws/docs'],
  ])('%j means %s', (copyFilesDestination, folder) => {
    expect(outputDirectory({ ...clues, copyFilesDestination })).toBe(folder)
  })

  test('does not hold for other languages', () => {
    const document = { path: '/ws/docs/guide.html', languageId: 'html' }
    expect(outputDirectory({ ...clues, document, copyFilesDestination: { '**/*': 'no/' } })).toBe('/ws/docs/images')
  })

  test('gives way to ours', () => {
    expect(outputDirectory({ ...clues, outputDirectory: 'ours', copyFilesDestination: { '*.md': 'no/' } })).toBe(
      '/ws/ours',
    )
  })
})

test.each([
  ['*.md', 'a/b/c.md', true],
  ['docs/*.md', 'docs/a.md', true],
  ['docs/*.md', 'docs/x/a.md', false],
  ['docs/**', 'docs/x/a.md', true],
  ['**/*.{md,mdx}', 'a/b.mdx', true],
  ['*.m?', 'a.md', true],
  ['a+b.md', 'aab.md', false],
  ['{a', 'a', true],
  ['a}', 'a}', true],
])('the glob %s and %s: %s', (glob, path, matches) => {
  expect(matchesGlob(glob, path)).toBe(matches)
})
