import { expect, test } from 'vitest'
import { complaintsOver, lowered } from './words-ratchet.ts'

const left = { 'apps/bot': { picture: 3, shall: 1 }, docs: { told: 2 } }

test('a folder that uses a word no more often than it may passes', () => {
  expect(complaintsOver({ 'apps/bot': { picture: 3 } }, left)).toEqual([])
})

test('one more use fails, and so does the first use in a clean folder', () => {
  expect(complaintsOver({ 'apps/bot': { picture: 4 }, scripts: { picture: 1 } }, left)).toEqual([
    { folder: 'apps/bot', word: 'picture', excess: 'apps/bot: 4 lines with `picture`, at most 3' },
    { folder: 'scripts', word: 'picture', excess: 'scripts: 1 lines with `picture`, at most 0' },
  ])
})

test('the numbers only shrink, and words and folders that are clean disappear', () => {
  expect(lowered({ 'apps/bot': { picture: 2, told: 5 }, scripts: { told: 1 } }, left)).toEqual({
    'apps/bot': { picture: 2 },
  })
})
