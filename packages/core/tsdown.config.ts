import { defineConfig, type UserConfig } from 'tsdown'

/** What browsers and edge hosts load: no Node import can hide here, `tests/package` reads the built files. */
const portable = ['index', 'images/index', 'callbacks/index', 'schemas/index', 'testing/index']

const config: UserConfig = defineConfig({
  entry: Object.fromEntries([...portable, 'node/index'].map((name) => [name, `src/${name}.ts`])),
  format: 'esm',
  platform: 'node',
  target: 'es2022',
  dts: true,
  fixedExtension: false,
  // A client is AsyncDisposable: programs whose `lib` ends at es2022 have no such name without it.
  banner: { dts: '/// <reference lib="esnext.disposable" />' },
})

export default config
