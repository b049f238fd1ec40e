import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toolScript } from '../setup/tool.mjs'

/** A version that the waiting changesets lead to. */
export interface NextVersion {
  readonly name: string
  readonly from: string
  readonly to: string
}

/**
 * Runs `changeset version` in a clone of the commit: what the release's pull request will do.
 * @param folders of the packages, from the root
 * @throws {Error} when a changeset cannot be read, or a changelog lacks its new version
 */
export function nextVersions(root: string, folders: readonly string[]): NextVersion[] {
  const clone = mkdtempSync(join(tmpdir(), 'fluxkit-versions-'))
  try {
    execFileSync('git', ['clone', '--quiet', '--local', root, clone])
    symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'), 'junction')
    const before = folders.map((folder) => manifestOf(clone, folder))
    execFileSync(process.execPath, [toolScript(root, 'changeset'), 'version'], { cwd: clone, stdio: 'pipe' })
    const left = readdirSync(join(clone, '.changeset')).filter((name) => name.endsWith('.md') && name !== 'README.md')
    if (left.length > 0) throw new Error(`changeset version left ${left.join(', ')}`)
    return folders.flatMap((folder, index) => {
      const { name, version: to } = manifestOf(clone, folder)
      const from = before[index]?.version ?? ''
      if (from === to) return []
      const changelog = join(clone, folder, 'CHANGELOG.md')
      if (!existsSync(changelog) || !readFileSync(changelog, 'utf8').includes(`\n## ${to}\n`)) {
        throw new Error(`${folder}/CHANGELOG.md does not say what is new in ${to}`)
      }
      return [{ name, from, to }]
    })
  } finally {
    rmSync(clone, { recursive: true, force: true })
  }
}

function manifestOf(root: string, folder: string): { readonly name: string; readonly version: string } {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as { name: string; version: string }
}
