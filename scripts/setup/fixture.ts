import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A workspace of two packages in a temporary folder; the caller removes it. */
export function fixtureWorkspace(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-workspace-'))
  const node = process.versions.node
  put(folder, 'pnpm-lock.yaml', "lockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n\n  apps/cli: {}\n\npackages: {}\n")
  put(folder, 'pnpm-workspace.yaml', 'packages:\n  - apps/*\n')
  put(folder, 'package.json', JSON.stringify({ packageManager: 'pnpm@10.34.9', devDependencies: { node } }))
  put(folder, 'apps/cli/package.json', JSON.stringify({ name: 'fluxkit', dependencies: { commander: '15.1.0' } }))
  return folder
}

/** Writes a file of a workspace, with the folders it needs. */
export function put(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}
