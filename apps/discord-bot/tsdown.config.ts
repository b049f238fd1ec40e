import { defineConfig, type UserConfig } from 'tsdown'

const config: UserConfig = defineConfig({
  entry: ['src/main.ts'],
  platform: 'node',
  target: 'node22.19',
  format: 'esm',
  dts: false,
  inputOptions: {
    // Messages were parsed when `npm run messages` compiled them.
    resolve: { alias: { '@formatjs/icu-messageformat-parser': '@formatjs/icu-messageformat-parser/no-parser.js' } },
  },
  // package.json's scripts and `npm run bot` name main.js.
  outExtensions: () => ({ js: '.js' }),
})

export default config
