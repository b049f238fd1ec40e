import { expect, test } from 'vitest'
import { parseArguments } from './arguments.ts'

test('without arguments it is served where the README says', () => {
  expect(parseArguments([])).toEqual({ port: 4180, help: false })
})

test('another port', () => {
  expect(parseArguments(['--port', '0'])).toMatchObject({ port: 0 })
  expect(parseArguments(['--port=8080'])).toMatchObject({ port: 8080 })
})

test.each([['--port=eighty'], ['--port=65536'], ['--port='], ['--door'], ['here']])('%s makes no sense', (argument) => {
  expect(parseArguments([argument])).toMatch(/./)
})
