/**
 * Checks that publint and attw don't have: nothing that only works inside the workspace may be published.
 *
 * @param files Names in the tarball.
 * @param manifest Text of its package.json.
 * @returns Complaints.
 */
export function packedComplaints(files: readonly string[], manifest: string): string[] {
  const protocols = [...manifest.matchAll(/"([^"]+)": "((?:workspace|catalog|link|file):[^"]*)"/g)]
  const complaints = protocols.map(([, name, range]) => `${name} is asked for as ${range}, which only works here`)
  if (/"source":/.test(manifest)) complaints.push('exports has the `source` condition: src is not published')
  for (const file of files) {
    if (/^src\/|\.test\.|\.turbo|tsbuildinfo|(^|\/)\.env|tsdown\.config/.test(file)) {
      complaints.push(`${file} does not belong into the tarball`)
    }
  }
  for (const file of ['LICENSE', 'README.md', 'CHANGELOG.md']) {
    if (!files.includes(file)) complaints.push(`${file} is missing in the tarball`)
  }
  return complaints
}
