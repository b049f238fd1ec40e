// Packs every package that gets published, as it would be published, and has publint, attw and our own rules check the
// tarball: what users install, not what lies in the folder.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toolScript } from '../setup/tool.mjs'
import { root } from '../setup/workspace.mjs'
import { pack, readTarball } from './packed.ts'
import { packedComplaints } from './packed-rules.ts'
import { readPackageNames } from './read-tree.ts'

/** Runs a tool on a tarball; its output goes to the terminal. @returns Whether it was content. */
function passes(tool: string, args: string[]): boolean {
  const { status } = spawnSync(process.execPath, [toolScript(root, tool), ...args], { cwd: root, stdio: 'inherit' })
  return status === 0
}

function check(name: string, folder: string): boolean {
  const destination = mkdtempSync(join(tmpdir(), 'fluxkit-pack-'))
  try {
    const tarball = pack(folder, destination)
    const { files, manifest } = readTarball(tarball)
    const complaints = packedComplaints(files, manifest)
    for (const complaint of complaints) console.error(`${name}: ${complaint}`)
    const lints = passes('publint', [tarball, '--strict'])
    // A program has no types to resolve; attw calls that an error.
    const isLibrary = files.some((file) => file.endsWith('.d.ts'))
    const types = !isLibrary || passes('attw', [tarball, '--profile', 'esm-only', '--no-emoji'])
    console.log(`${name}: ${files.length} files, ${complaints.length === 0 && lints && types ? 'fine' : 'NOT fine'}`)
    return complaints.length === 0 && lints && types
  } finally {
    rmSync(destination, { recursive: true, force: true })
  }
}

const published = [...readPackageNames(root)].filter(([, folder]) => {
  const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as { private?: boolean }
  return manifest.private !== true
})
const results = published.map(([name, folder]) => check(name, folder))
if (results.length === 0 || results.includes(false)) process.exitCode = 1
