import { defineConfig, type UserConfig } from 'tsdown'

/** What browsers and edge hosts load: no Node import can hide here, `tests/package` reads the built files. */
const portable = ['index', 'images/index', 'callbacks/index', 'testing/index']

const config: UserConfig = defineConfig({
  entry: Object.fromEntries([...portable, 'node/index'].map((name) => [name, `src/${name}.ts`])),
  format: 'esm',
  platform: 'node',
  target: 'es2022',
  dts: true,
  fixedExtension: false,
})

export default config
