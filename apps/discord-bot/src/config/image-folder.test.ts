import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { imageFolder } from './image-folder.ts'

let data = ''
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'fluxkit-data-'))
})
afterEach(() => rmSync(data, { recursive: true }))

test('images are in the folder that is configured', () => {
  mkdirSync(join(data, 'pictures'))
  expect(imageFolder({ FLUXKIT_IMAGE_DIR: '/srv/images', FLUXKIT_DATA_DIR: data })).toBe('/srv/images')
})

test('images are in `images` of the data folder by default', () => {
  expect(imageFolder({ FLUXKIT_IMAGE_DIR: undefined, FLUXKIT_DATA_DIR: data })).toBe(join(data, 'images'))
})

test('a bot that has a folder `pictures` from an earlier version keeps it', () => {
  mkdirSync(join(data, 'pictures'))
  expect(imageFolder({ FLUXKIT_IMAGE_DIR: undefined, FLUXKIT_DATA_DIR: data })).toBe(join(data, 'pictures'))
})
