import { expect, test } from 'vitest'
import { siteKindOf } from './generators.ts'

test.each<[string, string[], string, string]>([
  ['Docusaurus', ['docs', 'docusaurus.config.ts', 'package.json'], 'static', 'static/img'],
  ['Docusaurus', ['docusaurus.config.js', 'vite.config.js'], 'static', 'static/img'],
  ['Next.js', ['next.config.mjs', 'app'], 'public', 'public/images'],
  ['Nuxt', ['nuxt.config.ts'], 'public', 'public/images'],
  ['Astro', ['astro.config.mjs', 'vite.config.ts'], 'public', 'public/images'],
  ['Gatsby', ['gatsby-config.js'], 'static', 'static/images'],
  ['VitePress', ['.vitepress', 'index.md'], 'public', 'public/images'],
  ['SvelteKit', ['svelte.config.js', 'static', 'vite.config.ts'], 'static', 'static/images'],
  ['Vite', ['svelte.config.js', 'vite.config.ts'], 'public', 'public/images'],
  ['Hugo', ['hugo.toml'], 'static', 'static/images'],
  ['Hugo', ['config.toml', 'content'], 'static', 'static/images'],
  ['Hugo', ['config', 'content'], 'static', 'static/images'],
  ['Vite', ['vite.config.js'], 'public', 'public/images'],
  ['Jekyll', ['_config.yml', '_posts'], '', 'assets/images'],
])('%s is known by %j', (name, names, root, images) => {
  expect(siteKindOf(names)).toEqual({ name, root, images })
})

test.each([[['package.json', 'README.md']], [['config.toml']], [['content']], [['next.config.md']], [[]]])(
  '%j is not a site',
  (names) => {
    expect(siteKindOf(names)).toBeUndefined()
  },
)
