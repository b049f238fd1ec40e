import { defineConfig, type UserConfig } from 'tsdown'

const config: UserConfig = defineConfig({
  entry: ['src/main.ts'],
  platform: 'node',
  target: 'node22.12',
  format: 'esm',
  dts: false,
  // Libraries are devDependencies and bundled: an agent waits for the start. Outside stay `sharp`, which is native, and
  // `@jsquash/webp`, since the sandbox reads its .wasm file.
  deps: { onlyBundle: false },
  inputOptions: {
    resolve: {
      conditionNames: ['source', 'node', 'import', 'default'],
      // Messages were parsed when `npm run messages` compiled them.
      alias: { '@formatjs/icu-messageformat-parser': '@formatjs/icu-messageformat-parser/no-parser.js' },
      // The `main` of jsonc-parser is UMD, whose imports no bundler sees.
      mainFields: ['module', 'main'],
    },
  },
  // The bin of package.json names main.js.
  outExtensions: () => ({ js: '.js' }),
  outputOptions: { banner: (chunk) => (chunk.isEntry ? '#!/usr/bin/env node' : '') },
})

export default config
