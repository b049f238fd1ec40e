import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findPictures } from './pictures.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fluxkit-pictures-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

test('pictures are known by their bytes, not by their names', () => {
  mkdirSync(join(folder, 'pictures'))
  writeFileSync(join(folder, 'pictures', 'a'), Buffer.from('89504e470d0a1a0a0000000d', 'hex'))
  writeFileSync(join(folder, 'b.png'), 'this is text')
  writeFileSync(join(folder, 'empty.png'), '')
  expect(findPictures(folder)).toEqual([join('pictures', 'a')])
})

test('pictures of dependencies do not count', () => {
  mkdirSync(join(folder, 'node_modules'))
  writeFileSync(join(folder, 'node_modules', 'a.png'), Buffer.from('89504e470d0a1a0a0000000d', 'hex'))
  expect(findPictures(folder)).toEqual([])
})
