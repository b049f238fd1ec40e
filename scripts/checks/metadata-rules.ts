/** A file under version control. */
export interface TextFile {
  readonly path: string
  readonly text: string
}

/** Where the project lives: the one place is `repository` in the package.json of the root. */
export interface Home {
  readonly owner: string
  readonly name: string
}

/** Until somebody knows better: nothing may be released under it. */
export const placeholderOwner = 'fluxkit-placeholder'

/** @throws {Error} when the root's package.json has no repository on GitHub */
export function readHome(rootManifest: string): Home {
  const { repository } = JSON.parse(rootManifest) as { repository?: { url?: string } }
  const [, owner, name] = /^git\+https:\/\/github\.com\/([\w.-]+)\/([\w.-]+?)\.git$/.exec(repository?.url ?? '') ?? []
  if (owner === undefined || name === undefined) {
    throw new Error('package.json: repository.url must be git+https://github.com/owner/name.git')
  }
  return { owner, name }
}

/**
 * A file as it has to be: package.json files that get published name the repository, their folder and where to report bugs;
 * links to the repository and names of its teams are those of its owner.
 */
export function withHome({ path, text }: TextFile, home: Home): string {
  const manifest = /(?:^|\/)package\.json$/.test(path) ? withManifestHome(path, text, home) : text
  const links = manifest.replaceAll(linkPattern(home), `github.com/${home.owner}/${home.name}`)
  return path.endsWith('CODEOWNERS') ? links.replaceAll(/@[\w.-]+\//g, `@${home.owner}/`) : links
}

/** What is missing in a package that gets published, beyond what {@link withHome} writes. */
export function missingMetadata({ path, text }: TextFile): string[] {
  const manifest = JSON.parse(text) as Manifest
  if (!isPublished(manifest)) return []
  const missing: string[] = []
  if (!manifest.description) missing.push(`${path}: description is missing`)
  if ((manifest.keywords?.length ?? 0) < 3) missing.push(`${path}: keywords are missing, three at least`)
  if (manifest.license !== 'MIT') missing.push(`${path}: license must be MIT`)
  return missing
}

interface Manifest {
  readonly private?: boolean
  readonly publisher?: string
  readonly description?: string
  readonly keywords?: readonly string[]
  readonly license?: string
}

/** On npm, or on the marketplaces of VS Code. */
function isPublished({ private: isPrivate, publisher }: Manifest): boolean {
  return isPrivate !== true || publisher !== undefined
}

function linkPattern({ name }: Home): RegExp {
  return new RegExp(String.raw`github\.com/[\w.-]+/${name.replaceAll('.', String.raw`\.`)}(?![\w-])`, 'g')
}

function withManifestHome(path: string, text: string, { owner, name }: Home): string {
  const manifest = JSON.parse(text) as Manifest
  const folder = path.replace(/\/?package\.json$/, '')
  if (folder === '' || !isPublished(manifest)) return text
  const { homepage: _, bugs: __, repository: ___, ...others } = manifest as Record<string, unknown>
  const url = `https://github.com/${owner}/${name}`
  const home = {
    homepage: `${url}/tree/main/${folder}#readme`,
    bugs: { url: `${url}/issues` },
    repository: { type: 'git', url: `git+${url}.git`, directory: folder },
  }
  // Beside the license, where people look for them.
  const entries = Object.entries(others).flatMap(([key, value]) =>
    key === 'license'
      ? [...Object.entries(home).slice(0, 2), [key, value], ...Object.entries(home).slice(2)]
      : [[key, value]],
  )
  return `${JSON.stringify(Object.fromEntries(entries), undefined, 2)}\n`
}
