import { run } from 'dockerfilelint'

/** What is wrong with a Dockerfile, as `line: sentence`. */
export function dockerfileComplaints(text: string): string[] {
  const stages = new Set<string>()
  const complaints = text.split('\n').flatMap((line, index) => {
    const [, image = '', stage] = /^FROM (\S+)(?: AS (\S+))?\s*$/i.exec(line) ?? []
    if (image === '') return []
    const isFixed = stages.has(image) || /@sha256:[0-9a-f]{64}$/.test(image)
    if (stage !== undefined) stages.add(stage)
    return isFixed ? [] : [`${index + 1}: ${image} must be pinned by its digest`]
  })
  const user = [...text.matchAll(/^USER (\S+)/gm)].at(-1)?.[1] ?? 'root'
  if (/^(?:root|0)(?::|$)/.test(user)) complaints.push('1: the program runs as root')
  // The linter takes the name of an earlier stage for an image without a tag.
  const found = run('', text).filter(({ rule }) => rule !== 'missing_tag')
  return [...complaints, ...found.map(({ line, title, description }) => `${line}: ${title}: ${description}`)]
}

/**
 * Workspace packages that a package needs at run time: itself, and those below it.
 *
 * @param manifestOf text of the package.json of a package
 */
export function runtimePackages(name: string, manifestOf: (name: string) => string): string[] {
  const found = new Set<string>()
  const add = (each: string): void => {
    if (found.has(each)) return
    found.add(each)
    const { dependencies = {} } = JSON.parse(manifestOf(each)) as { dependencies?: Record<string, string> }
    for (const [dependency, range] of Object.entries(dependencies)) if (range.startsWith('workspace:')) add(dependency)
  }
  add(name)
  return [...found]
}

/** What the Dockerfile forgets of the packages that its program needs. @param folders from the root */
export function missingCopies(text: string, folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    [`COPY ${folder}/package.json ${folder}/`, `COPY --from=build /app/${folder}/dist /app/${folder}/dist`]
      .filter((line) => !text.split('\n').includes(line))
      .map((line) => `1: the line is missing: ${line}`),
  )
}
