import { describe, expect, it } from 'vitest'
import { readUpload } from './upload-answer.ts'

describe('readUpload', () => {
  it('reads the documented answer', () => {
    expect(readUpload({ file_url: 'https://cdn.example.com/7f849b80b9.png', mime: 'image/png' })).toEqual({
      url: 'https://cdn.example.com/7f849b80b9.png',
      mimeType: 'image/png',
    })
  })

  it('does without the type', () => {
    expect(readUpload({ file_url: 'https://a.b/c', mime: 7 })).toEqual({ url: 'https://a.b/c', mimeType: undefined })
  })

  it.each([{}, { file_url: '' }, { file_url: 7 }, null, []])('%j holds no link', (json) => {
    expect(readUpload(json)).toBeUndefined()
  })
})
