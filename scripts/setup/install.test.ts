import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { install, isInstalled } from './install.mjs'
import { fixtureWorkspace, put } from './fixture.ts'

let folder = ''
let printed = ''
beforeEach(() => {
  folder = fixtureWorkspace()
  printed = ''
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const host = {
  write: (text: string): void => void (printed += text),
  verbose: false,
  signal: new AbortController().signal,
}

/** Replaces npx: a script that gets npx's arguments and makes, or fails to make, what pnpm would. */
function npx(script: string): { command: string; args: string[] } {
  return { command: process.execPath, args: ['-e', script, '--'] }
}

const linkNode = `
  const fs = require('node:fs')
  fs.mkdirSync('node_modules/node/bin', { recursive: true })
  fs.symlinkSync(process.execPath, 'node_modules/node/bin/' + (process.platform === 'win32' ? 'node.exe' : 'node'))`

const linkNodeAgain = "require('node:fs').rmSync('node_modules', { recursive: true, force: true });" + linkNode

test('a fresh clone is not installed; afterwards it is, and one line was printed', async () => {
  expect(await isInstalled(folder)).toBe(false)
  await install(folder, host, { npx: npx(linkNode) })
  expect(await isInstalled(folder)).toBe(true)
  expect(printed).toMatch(/^Installing dependencies \(pnpm 10\.34\.9\) … \d+\.\d s\n$/)
})

test('`npm start` keeps running on the Node of the machine', async () => {
  const withShim = `${linkNode}; fs.mkdirSync('node_modules/.bin'); fs.writeFileSync('node_modules/.bin/node', '')`
  await install(folder, host, { npx: npx(withShim) })
  expect(existsSync(join(folder, 'node_modules/.bin/node'))).toBe(false)
})

test('what vitest remembers of other versions of packages is forgotten', async () => {
  put(folder, 'node_modules/.vitest-cache/entry', 'old')
  await install(folder, host, { npx: npx(linkNode) })
  expect(existsSync(join(folder, 'node_modules/.vitest-cache'))).toBe(false)
})

test('the pinned pnpm is asked for what the lockfile says, without questions', async () => {
  const saveArguments = `require('node:fs').writeFileSync('arguments.json', JSON.stringify(process.argv.slice(1)));${linkNode}`
  await install(folder, host, { npx: npx(saveArguments) })
  const { default: args } = await import(join(folder, 'arguments.json'), { with: { type: 'json' } })
  expect(args).toEqual([
    '--yes',
    'pnpm@10.34.9',
    'install',
    '--frozen-lockfile',
    '--prod=false',
    '--config.confirmModulesPurge=false',
  ])
})

test('what one package needs is installed first, and the rest when something else wants it', async () => {
  const saveFilter = `require('node:fs').writeFileSync('filter.json', JSON.stringify(process.argv.at(-1)));${linkNode}`
  await install(folder, host, { only: 'fluxkit', npx: npx(saveFilter) })
  expect(readFileSync(join(folder, 'filter.json'), 'utf8')).toBe('"--filter=fluxkit..."')
  expect(printed).toMatch(/^Installing dependencies of fluxkit \(pnpm 10\.34\.9\) … /)
  expect(await isInstalled(folder, 'fluxkit')).toBe(true)
  expect(await isInstalled(folder, 'another')).toBe(false)
  expect(await isInstalled(folder)).toBe(false)

  await install(folder, host, { npx: npx(linkNodeAgain) })
  expect(await isInstalled(folder)).toBe(true)
  expect(await isInstalled(folder, 'fluxkit')).toBe(true)
})

test('a changed dependency asks for a new installation', async () => {
  await install(folder, host, { npx: npx(linkNode) })
  put(folder, 'apps/cli/package.json', '{"name":"fluxkit","dependencies":{}}')
  expect(await isInstalled(folder)).toBe(false)
})

test('deleted node_modules ask for a new installation', async () => {
  await install(folder, host, { npx: npx(linkNode) })
  rmSync(join(folder, 'node_modules'), { recursive: true })
  expect(await isInstalled(folder)).toBe(false)
})

test('a failed installation shows its output and does not count', async () => {
  const failing = npx("console.log('the network is down'); process.exit(3)")
  await expect(install(folder, host, { npx: failing })).rejects.toThrow(
    'the network is down\nInstalling dependencies (pnpm 10.34.9): exit code 3',
  )
  expect(printed).toBe('Installing dependencies (pnpm 10.34.9) … failed\n')
  expect(await isInstalled(folder)).toBe(false)
})

test('a lockfile that does not fit the packages says what to do, and what was installed stays', async () => {
  await install(folder, host, { npx: npx(linkNode) })
  const refusing = npx("console.log('ERR_PNPM_OUTDATED_LOCKFILE'); process.exit(1)")
  await expect(install(folder, host, { npx: refusing })).rejects.toThrow('run `npm run deps` and commit pnpm-lock.yaml')

  put(folder, 'apps/cli/node_modules/kept/package.json', '{}')
  await install(folder, host, { npx: npx(linkNodeAgain) })
  expect(existsSync(join(folder, 'apps/cli/node_modules/kept'))).toBe(true)
})

test('after an interrupted installation everything is installed again', async () => {
  await install(folder, host, { npx: npx(linkNode) })
  await expect(install(folder, host, { npx: npx('process.kill(process.pid, "SIGKILL")') })).rejects.toThrow('SIGKILL')
  put(folder, 'apps/cli/node_modules/half/package.json', '{}')
  expect(await isInstalled(folder)).toBe(false)

  printed = ''
  await install(folder, host, { npx: npx(linkNode) })
  expect(printed).toMatch(/^Installing again after an interrupted try \(pnpm 10\.34\.9\) … \d+\.\d s\n$/)
  expect(existsSync(join(folder, 'apps/cli/node_modules'))).toBe(false)
  expect(await isInstalled(folder)).toBe(true)
})

test('an installation with another Node than the pinned one does not count', async () => {
  put(folder, 'package.json', '{"packageManager":"pnpm@10.34.9","devDependencies":{"node":"24.0.1"}}')
  await expect(install(folder, host, { npx: npx(linkNode) })).rejects.toThrow(
    /^The installed Node is v[\d.]+, not v24\.0\.1\.$/,
  )
  expect(await isInstalled(folder)).toBe(false)
})

test('an installation that is being interrupted ends its child', async () => {
  const abort = new AbortController()
  const installing = install(
    folder,
    { ...host, signal: abort.signal, onSpawn: () => Promise.resolve(abort.abort()) },
    { npx: npx('setInterval(() => {}, 1000)') },
  )
  await expect(installing).rejects.toThrow('interrupted')
})
