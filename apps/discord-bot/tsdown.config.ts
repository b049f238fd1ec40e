import { defineConfig, type UserConfig } from 'tsdown'

const config: UserConfig = defineConfig({
  entry: ['src/main.ts', 'src/deploy-commands.ts'],
  platform: 'node',
  target: 'node22.19',
  format: 'esm',
  dts: false,
  // package.json's scripts name main.js and deploy-commands.js.
  outExtensions: () => ({ js: '.js' }),
})

export default config
