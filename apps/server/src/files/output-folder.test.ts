import { describe, expect, test } from 'vitest'
import { chooseWorkspace, type WorkspaceFacts } from './output-folder.ts'

const linux: WorkspaceFacts = { env: {}, cwd: '/home/ada/project', homeDir: '/home/ada', platform: 'linux' }

describe('the output folder', () => {
  test('is --out, before everything else', () => {
    const facts = { ...linux, out: 'art', env: { FLUXKIT_OUT: '/elsewhere' }, roots: ['file:///home/ada/root'] }
    expect(chooseWorkspace(facts)).toEqual({
      root: '/home/ada/project/art',
      directory: '/home/ada/project/art',
      chosenBy: 'option',
    })
  })

  test('is FLUXKIT_OUT next', () => {
    const facts = { ...linux, env: { FLUXKIT_OUT: '/srv/art' }, roots: ['file:///home/ada/root'] }
    expect(chooseWorkspace(facts)).toEqual({ root: '/srv/art', directory: '/srv/art', chosenBy: 'environment' })
  })

  test('is the images folder of the first usable root that the client declared', () => {
    const roots = ['https://example.com/x', 'file:///', 'file:///home/ada', 'file:///home/ada/my%20app', 'file:///b']
    expect(chooseWorkspace({ ...linux, roots })).toEqual({
      root: '/home/ada/my app',
      directory: '/home/ada/my app/images',
      chosenBy: 'client-root',
    })
  })

  test.each(['file://server/share', 'file:///a%2Fb', 'file:', 'nonsense', '../..', ''])(
    'isn’t the root %j, which names no folder of this machine',
    (root) => {
      expect(chooseWorkspace({ ...linux, roots: [root] }).chosenBy).toBe('working-directory')
    },
  )

  test('is the images folder of the working directory in a project', () => {
    expect(chooseWorkspace(linux)).toEqual({
      root: '/home/ada/project',
      directory: '/home/ada/project/images',
      chosenBy: 'working-directory',
    })
  })

  test.each(['/', '/home/ada', '/home/ada/'])('is the pictures folder when the working directory is %s', (cwd) => {
    expect(chooseWorkspace({ ...linux, cwd })).toEqual({
      root: '/home/ada/Pictures/Fluxkit',
      directory: '/home/ada/Pictures/Fluxkit',
      chosenBy: 'pictures',
    })
  })

  test('follows the rules of Windows there', () => {
    const windows = { env: {}, homeDir: String.raw`C:\Users\ada`, platform: 'win32' } as const
    expect(chooseWorkspace({ ...windows, cwd: 'C:\\' }).directory).toBe(String.raw`C:\Users\ada\Pictures\Fluxkit`)
    expect(chooseWorkspace({ ...windows, cwd: 'D:\\', roots: ['file:///d%3A/app'] })).toEqual({
      root: String.raw`d:\app`,
      directory: String.raw`d:\app\images`,
      chosenBy: 'client-root',
    })
  })
})
