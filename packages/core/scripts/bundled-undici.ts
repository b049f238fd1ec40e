import type { Rolldown } from 'tsdown'

const file = (path: string): RegExp => new RegExp(`[\\\\/]undici[\\\\/]lib[\\\\/]${path}`)

/** What is changed in undici's files where they become part of this package. */
export const bundledUndici: Rolldown.Plugin = {
  name: 'bundled-undici',
  load: {
    filter: { id: file(String.raw`dispatcher[\\/]client-h2\.js$`) },
    // Loading `node:http2` takes a fifth of the time to the first answer, and core never speaks it (`undici-transport.ts`).
    handler: () => `module.exports = () => { throw new Error('HTTP/2 is left out.') }`,
  },
  transform: {
    filter: { id: file('') },
    // A `require` made from `import.meta.url` would break apps that are bundled as CommonJS: they have no such URL.
    handler: (code) => code.replaceAll(/\brequire\('(node:[\w/]+)'\)/g, `process.getBuiltinModule('$1')`),
  },
}
