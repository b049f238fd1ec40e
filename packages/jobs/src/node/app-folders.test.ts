import { describe, expect, it } from 'vitest'
import { appFolders } from './app-folders.ts'

describe('appFolders', () => {
  it('follows XDG on Linux', () => {
    const env = { XDG_DATA_HOME: '/data', XDG_CONFIG_HOME: 'relative/is/ignored' }
    expect(appFolders({ env, homeDir: '/home/ada', platform: 'linux' })).toEqual({
      data: '/data/fluxkit',
      config: '/home/ada/.config/fluxkit',
    })
  })

  it('uses Application Support on macOS', () => {
    expect(appFolders({ env: {}, homeDir: '/Users/ada', platform: 'darwin' })).toEqual({
      data: '/Users/ada/Library/Application Support/fluxkit',
      config: '/Users/ada/Library/Application Support/fluxkit',
    })
  })

  it('uses AppData on Windows', () => {
    const env = { APPDATA: String.raw`D:\Roaming` }
    expect(appFolders({ env, homeDir: String.raw`C:\Users\ada`, platform: 'win32' })).toEqual({
      data: String.raw`C:\Users\ada\AppData\Local\fluxkit`,
      config: String.raw`D:\Roaming\fluxkit`,
    })
  })

  it('obeys its own variables first', () => {
    const env = { FLUXKIT_DATA_DIR: 'd', FLUXKIT_CONFIG_DIR: 'c', XDG_DATA_HOME: '/data' }
    expect(appFolders({ env, homeDir: '/home/ada', platform: 'linux' })).toEqual({ data: 'd', config: 'c' })
  })
})
