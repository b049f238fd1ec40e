// Writes docs/api/dist: the API reference of the packages that people import, one module for each entry in their `exports`.
// Fails on a link that leads nowhere, and on a public name that says nothing about itself. The server exports nothing: its page
// has the command line and the tools.

import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { root } from '../setup/workspace.mjs'
import { serverReference } from './server-reference.mjs'

const here = join(root, 'docs', 'api')
const entries = join(here, 'entries')

/** Folders of the packages. */
const packages = ['core', 'jobs', 'ai-sdk-provider']

/** @param {string} name @returns {string[]} */
function entryFilesOf(name) {
  const folder = join(root, 'packages', name)
  /** @type {{ name: string, exports: Record<string, string | { source?: string }> }} */
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return Object.entries(manifest.exports).flatMap(([path, target]) => {
    if (typeof target === 'string' || target.source === undefined) return []
    const specifier = join(manifest.name, path).replaceAll('\\', '/')
    const file = join(entries, `${specifier.replaceAll(/[@/]+/g, '-').slice(1)}.ts`)
    writeFileSync(file, `/** @module ${specifier} */\nexport * from '${specifier}'\n`)
    return [file]
  })
}

rmSync(entries, { recursive: true, force: true })
mkdirSync(entries)
const server = await serverReference()
const serverFile = join(entries, 'server.md')
writeFileSync(serverFile, server.page)
const options = {
  name: 'Fluxkit',
  out: join(here, 'dist'),
  tsconfig: join(here, 'tsconfig.json'),
  entryPoints: packages.flatMap((name) => entryFilesOf(name)),
  readme: 'none',
  projectDocuments: [serverFile],
  validation: { invalidLink: true, invalidPath: true, notDocumented: true, notExported: false, rewrittenLink: true },
  requiredToBeDocumented: ['Class', 'Function', 'Interface', 'TypeAlias'],
  packagesRequiringDocumentation: ['@fluxkit/core', '@fluxkit/jobs', '@fluxkit/ai-sdk-provider'],
  // Links to the sources need a remote, which a fresh clone of a clone doesn't have.
  disableSources: true,
  logLevel: 'Warn',
}
const file = join(entries, 'typedoc.json')
writeFileSync(file, JSON.stringify(options))
const typedoc = join(
  dirname(createRequire(join(here, 'package.json')).resolve('typedoc/package.json')),
  'bin',
  'typedoc',
)
const { status, stdout, stderr } = spawnSync(process.execPath, [typedoc, '--options', file], {
  cwd: here,
  encoding: 'utf8',
  env: { ...process.env, NO_COLOR: '1' },
})
rmSync(entries, { recursive: true })

/** Fields of the service's answers: types that zod infers, described by the vendor and not by us. */
const inferred = /\.__type\S* \(Property\), .* does not have any documentation$/
const complaints = `${stdout}\n${stderr}`
  .split('\n')
  .filter((line) => line.trim() !== '' && !inferred.test(line) && !/Found \d+ errors? and \d+ warnings?$/.test(line))
  .concat(server.complaints)
for (const complaint of complaints) console.error(complaint)
if (status !== 0 || complaints.length > 0) process.exitCode = 1
else console.log(`${options.entryPoints.length} entries and the page of the server are in docs/api/dist.`)
