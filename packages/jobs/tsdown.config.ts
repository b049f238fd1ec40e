import { defineConfig, type UserConfig } from 'tsdown'

const config: UserConfig = defineConfig({
  entry: Object.fromEntries(['index', 'node/index', 'testing/index'].map((name) => [name, `src/${name}.ts`])),
  format: 'esm',
  platform: 'node',
  target: 'es2022',
  dts: true,
  fixedExtension: false,
  deps: { neverBundle: [/^node:/] },
})

export default config
