interface Manifest {
  readonly name?: string
  readonly version?: string
  readonly repository?: { readonly url?: string; readonly directory?: string }
  readonly publishConfig?: { readonly access?: string }
}

/**
 * What npm would refuse when it publishes a tarball with provenance: it compares the repository with the one that the
 * workflow runs in, and a scoped package is private unless it says otherwise.
 *
 * @param manifest text of the package.json in the tarball
 * @param repository as the root names it
 */
export function provenanceComplaints(manifest: string, repository: string): string[] {
  const { name = '?', version, repository: own, publishConfig } = JSON.parse(manifest) as Manifest
  const complaints: string[] = []
  if (!/^\d+\.\d+\.\d+/.test(version ?? '')) complaints.push(`${name}: ${version} is not a version`)
  if (own?.url !== repository || !own.directory)
    complaints.push(`${name}: repository must be ${repository}, with its directory`)
  if (name.startsWith('@') && publishConfig?.access !== 'public')
    complaints.push(`${name}: publishConfig.access must be public`)
  return complaints
}

/** What a .vsix must hold, and must not. @param files as vsce lists them */
export function extensionComplaints(files: readonly string[]): string[] {
  const needed = ['package.json', 'extension.cjs', 'README.md', 'CHANGELOG.md', 'LICENSE.txt', 'package.nls.json']
  const missing = needed.filter((file) => !files.includes(file)).map((file) => `the extension lacks ${file}`)
  const foreign = files.filter((file) =>
    /(?:^|\/)(?:src|test|node_modules)\/|\.(?:ts|map)$|(?:^|\/)\.(?!vscodeignore)/.test(file),
  )
  return [...missing, ...foreign.map((file) => `${file} does not belong into the extension`)]
}
