/** What a site generator makes of files, relative to the folder that holds its configuration. */
export interface SiteKind {
  readonly name: string
  /** A link that begins with `/` leads into this folder; empty for the folder itself. */
  readonly root: string
  /** Where images usually are. */
  readonly images: string
}

interface Generator extends SiteKind {
  /** Names in its folder: all of them must be there. */
  readonly signs: readonly RegExp[]
}

const config = (name: string): RegExp => new RegExp(`^${name}\\.config\\.[cm]?[jt]s$`)

/** Those that build on Vite come before Vite. Sources: the "static assets" page of each one's documentation. */
const generators: readonly Generator[] = [
  { name: 'Docusaurus', signs: [config('docusaurus')], root: 'static', images: 'static/img' },
  { name: 'Next.js', signs: [config('next')], root: 'public', images: 'public/images' },
  { name: 'Nuxt', signs: [config('nuxt')], root: 'public', images: 'public/images' },
  { name: 'Astro', signs: [config('astro')], root: 'public', images: 'public/images' },
  { name: 'Gatsby', signs: [/^gatsby-config\.[cm]?[jt]s$/], root: 'static', images: 'static/images' },
  { name: 'VitePress', signs: [/^\.vitepress$/], root: 'public', images: 'public/images' },
  { name: 'SvelteKit', signs: [config('svelte'), /^static$/], root: 'static', images: 'static/images' },
  { name: 'Hugo', signs: [/^hugo\.(?:toml|ya?ml|json)$/], root: 'static', images: 'static/images' },
  { name: 'Hugo', signs: [/^config(?:\.(?:toml|ya?ml|json))?$/, /^content$/], root: 'static', images: 'static/images' },
  { name: 'Vite', signs: [config('vite')], root: 'public', images: 'public/images' },
  { name: 'Jekyll', signs: [/^_config\.(?:ya?ml|toml)$/], root: '', images: 'assets/images' },
]

/** The generator whose site a folder holds, by the names in it. */
export function siteKindOf(names: readonly string[]): SiteKind | undefined {
  const found = generators.find(({ signs }) => signs.every((sign) => names.some((name) => sign.test(name))))
  return found && { name: found.name, root: found.root, images: found.images }
}
