/** An MCP server that makes images, as npm installs it. */
export interface ServerKind {
  readonly title: string
  /** As npm takes it; the tarball of ours is made first. */
  readonly install: string
  /** The main file of the installed package. */
  readonly main: string
  readonly args: readonly string[]
  /** What it needs to start. Nothing is ever sent with these. */
  readonly env: Readonly<Record<string, string>>
}

/** Others that install from npm and start without their service. Versions of November 2026. */
export const others: readonly ServerKind[] = [
  {
    title: 'mcp-image 0.14.0',
    install: 'mcp-image@0.14.0',
    main: 'node_modules/mcp-image/dist/index.js',
    args: [],
    env: { GEMINI_API_KEY: 'not-a-key-of-anybody-0123456789' },
  },
  {
    title: 'nano-banana-mcp 1.0.3',
    install: 'nano-banana-mcp@1.0.3',
    main: 'node_modules/nano-banana-mcp/dist/index.js',
    args: [],
    env: { GEMINI_API_KEY: 'not-a-key-of-anybody-0123456789' },
  },
  {
    title: 'replicate-mcp 0.9.0',
    install: 'replicate-mcp@0.9.0',
    main: 'node_modules/replicate-mcp/index.js',
    args: [],
    env: { REPLICATE_API_TOKEN: 'not-a-token-of-anybody' },
  },
]

/** @param tarball the packed server */
export function ownServer(tarball: string): ServerKind {
  return {
    title: '@fluxkit/server',
    install: tarball,
    main: 'node_modules/@fluxkit/server/dist/main.js',
    args: ['mcp', '--session-images', 'none', '--day-images', 'none'],
    env: {},
  }
}
