import { defineConfig, type UserConfig } from 'tsdown'

const config: UserConfig = defineConfig({
  entry: ['src/main.ts'],
  platform: 'node',
  target: 'node20.18',
  format: 'esm',
  dts: false,
  // Libraries are devDependencies and bundled: loading zod from its package costs 100 ms, from the bundle 14. Only
  // `@jsquash/webp` stays outside, since the sandbox reads its .wasm file.
  deps: { onlyBundle: false },
  // From the sources of core: its built files would bring all of core, and zod with it, into what every command loads.
  inputOptions: {
    resolve: {
      conditionNames: ['source', 'node', 'import', 'default'],
      // Messages were parsed when `npm run messages` compiled them.
      alias: { '@formatjs/icu-messageformat-parser': '@formatjs/icu-messageformat-parser/no-parser.js' },
    },
  },
  // The bin of package.json names main.js.
  outExtensions: () => ({ js: '.js' }),
  outputOptions: {
    banner: (chunk) => (chunk.isEntry ? '#!/usr/bin/env node' : ''),
    // What every command loads is one file: ten of them take longer to find and link.
    codeSplitting: { groups: [{ name: 'start', test: /apps.cli.src.start\.ts$/ }] },
  },
})

export default config
