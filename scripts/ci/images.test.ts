import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findImages } from './images.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fluxkit-images-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

test('images are recognized by their bytes, not their names', () => {
  mkdirSync(join(folder, 'images'))
  writeFileSync(join(folder, 'images', 'a'), Buffer.from('89504e470d0a1a0a0000000d', 'hex'))
  writeFileSync(join(folder, 'b.png'), 'this is text')
  writeFileSync(join(folder, 'empty.png'), '')
  expect(findImages(folder)).toEqual([join('images', 'a')])
})

test('images of dependencies are ignored', () => {
  mkdirSync(join(folder, 'node_modules'))
  writeFileSync(join(folder, 'node_modules', 'a.png'), Buffer.from('89504e470d0a1a0a0000000d', 'hex'))
  expect(findImages(folder)).toEqual([])
})
