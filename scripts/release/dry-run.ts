// Everything of a release but its uploads: the next versions and changelogs in a clone, the tarballs, and the files of the
// extension. `--out folder` keeps what the workflow publishes: tarballs, packages.txt, fluxkit.vsix and SHA256SUMS.

import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { pack, readTarball } from '../checks/packed.ts'
import { readPackageNames } from '../checks/read-tree.ts'
import { root } from '../setup/workspace.mjs'
import { nextVersions } from './next-versions.ts'
import { extensionComplaints, provenanceComplaints } from './release-rules.ts'

const { values } = parseArgs({ options: { out: { type: 'string' } } })
const out = values.out === undefined ? mkdtempSync(join(tmpdir(), 'fluxkit-release-')) : resolve(root, values.out)
const extension = join(root, 'apps', 'vscode-extension')
const complaints: string[] = []
const sums: string[] = []

function readManifest(folder: string): { private?: boolean; repository?: { url?: string } } {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as never
}

function addSum(file: string): void {
  sums.push(`${createHash('sha256').update(readFileSync(file)).digest('hex')}  ${basename(file)}`)
}

/** @returns what `packages.txt` says of it: the file and what it is */
function packOne(folder: string): string {
  const work = mkdtempSync(join(out, 'pack-'))
  const tarball = pack(folder, work)
  const { manifest } = readTarball(tarball)
  complaints.push(...provenanceComplaints(manifest, readManifest('').repository?.url ?? ''))
  const kept = join(out, basename(tarball))
  renameSync(tarball, kept)
  rmSync(work, { recursive: true })
  addSum(kept)
  const { name, version } = JSON.parse(manifest) as { name: string; version: string }
  return `${basename(kept)} ${name}@${version}`
}

/** As `vsce ls`, in the folder that the build lays out. */
async function listExtension(): Promise<string[]> {
  const { listFiles, PackageManager } = createRequire(join(extension, 'package.json'))('@vscode/vsce') as {
    listFiles: (options: { cwd: string; packageManager: number }) => Promise<string[]>
    PackageManager: { None: number }
  }
  return listFiles({ cwd: join(extension, 'dist', 'vsix'), packageManager: PackageManager.None })
}

mkdirSync(out, { recursive: true })
const folders = [...readPackageNames(root).values()]
for (const { name, from, to } of nextVersions(root, folders)) console.log(`${name} ${from} → ${to}`)
const packages = folders.filter((folder) => readManifest(folder).private !== true).map(packOne)
writeFileSync(join(out, 'packages.txt'), `${packages.join('\n')}\n`)
const files = await listExtension()
complaints.push(...extensionComplaints(files))
copyFileSync(join(extension, 'dist', 'fluxkit.vsix'), join(out, 'fluxkit.vsix'))
addSum(join(out, 'fluxkit.vsix'))
writeFileSync(join(out, 'SHA256SUMS'), `${sums.join('\n')}\n`)

for (const complaint of complaints) console.error(complaint)
if (complaints.length > 0) process.exitCode = 1
else console.log(`${packages.length} tarballs and an extension of ${files.length} files are ready to be published.`)
if (values.out === undefined) rmSync(out, { recursive: true })
