import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const page = readFileSync(new URL('./acceptance.md', import.meta.url), 'utf8')

interface Line {
  readonly id: string
  readonly promise: string
  /** A file and words of the test in it. */
  readonly proofs: readonly (readonly [file: string, text: string])[]
}

const lines = page
  .split('\n')
  .map((line) => line.split(' | ').map((cell) => cell.replaceAll(/^\|\s*|\s*\|$/g, '').trim()))
  .filter(([id = '']) => /^(\d+(\.\d+)?|5xx)$/.test(id))
  .map(([id = '', promise = '', tests = '']): Line => ({
    id,
    promise,
    proofs: tests.split('<br>').map((proof) => {
      const [, file = '', text = ''] = /^`([\w./-]+)`: (.+)$/.exec(proof) ?? []
      return [file, text]
    }),
  }))

const behaviours = lines.filter(({ id }) => id.includes('.'))

describe('the page of promises', () => {
  test('has every group of promises, and no id twice', () => {
    expect(new Set(behaviours.map(({ id }) => id.split('.')[0]))).toEqual(
      new Set(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15']),
    )
    expect(behaviours.length).toBeGreaterThanOrEqual(47)
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length)
  })

  test.each(['10062', '40060', '50027', '50001', '50013', '10008', '50007', '40005', '200000', '429'])(
    'says what happens after %s',
    (code) => {
      expect(lines.map(({ id }) => id)).toContain(code)
    },
  )
})

test.each(lines)('$id $promise: its tests are there', ({ promise, proofs }) => {
  expect(promise).not.toBe('')
  for (const [file, text] of proofs) {
    const path = new URL(`../${file}`, import.meta.url)
    expect(existsSync(path) ? readFileSync(path, 'utf8') : `There is no ${file}.`).toContain(text || 'nothing is cited')
  }
})
