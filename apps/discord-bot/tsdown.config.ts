import { defineConfig, type UserConfig } from 'tsdown'

const config: UserConfig = defineConfig({
  entry: ['src/main.ts'],
  platform: 'node',
  target: 'node22.19',
  format: 'esm',
  dts: false,
  // package.json's scripts and `npm run bot` name main.js.
  outExtensions: () => ({ js: '.js' }),
})

export default config
