import assert from 'node:assert/strict'

/** `assert.deepEqual` compares two images element by element to describe the difference: that takes 18 GB. */
export function assertSameBytes(actual: Uint8Array, expected: Uint8Array): void {
  assert.ok(Buffer.compare(actual, expected) === 0, `${actual.length} bytes are not those ${expected.length}`)
}

export function assertOtherBytes(actual: Uint8Array, unexpected: Uint8Array): void {
  assert.ok(Buffer.compare(actual, unexpected) !== 0, `${actual.length} bytes are the same`)
}
