/** A file under version control; `text` is empty for binary files. */
export interface CommittedFile {
  path: string
  text: string
}

/**
 * What must not be committed, as `path:line: sentence`: hosts of package registries (the lockfile has to work with any
 * registry) and folders of the machine that the author sat at.
 *
 * @param checkout The folder of the checkout on this machine.
 */
export function forbiddenContent(files: readonly CommittedFile[], checkout: string): string[] {
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const complaint = complaintAbout(path, line, checkout)
      return complaint === undefined ? [] : [`${path}:${index + 1}: ${complaint}`]
    }),
  )
}

function complaintAbout(path: string, line: string, checkout: string): string | undefined {
  if (path.endsWith('pnpm-lock.yaml') && /\btarball: |\bregistry\b.*:\/\//.test(line)) {
    return 'the lockfile names a registry host'
  }
  if (path.endsWith('.npmrc') && /registry\s*=|_auth/i.test(line)) return 'a registry is a setting of the machine'
  // Boundaries keep `network/x` and `framework/main` innocent; the home of root is the one a container's paths start with.
  const folder = /(?<![\w.-])\/root\/[\w.-]+|(?<![\w.-])\/work\/(?:main|shared|\.library)\b/.exec(line)
  if (folder !== null) return `${folder[0]} is a path of one machine`
  return checkout.length > 1 && line.includes(checkout) ? `${checkout} is a path of this machine` : undefined
}
