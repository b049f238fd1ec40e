import { describe, expect, it } from 'vitest'
import { environmentLines } from './environment-lines.ts'

describe('environmentLines', () => {
  it('are for a POSIX shell', () => {
    expect(environmentLines('linux', 'http://127.0.0.1:8788')).toEqual([
      'export ACEDATACLOUD_API_BASE_URL=http://127.0.0.1:8788',
      'export ACEDATACLOUD_API_TOKEN=sandbox',
      'export ACEDATACLOUD_PLATFORM_BASE_URL=http://127.0.0.1:8788',
      'export ACEDATACLOUD_PLATFORM_TOKEN=platform-sandbox',
    ])
  })

  it('are for PowerShell on Windows', () => {
    expect(environmentLines('win32', 'http://127.0.0.1:8788')[0]).toBe(
      '$env:ACEDATACLOUD_API_BASE_URL = "http://127.0.0.1:8788"',
    )
  })
})
