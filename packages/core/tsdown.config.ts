import { defineConfig, type UserConfig } from 'tsdown'
import { bundledUndici } from './scripts/bundled-undici.ts'

/** What browsers and edge hosts load: no Node import can hide here, `tests/package` reads the built files. */
const portable = ['index', 'images/index', 'callbacks/index', 'testing/index']

const config: UserConfig = defineConfig({
  entry: Object.fromEntries([...portable, 'node/index'].map((name) => [name, `src/${name}.ts`])),
  format: 'esm',
  platform: 'node',
  target: 'es2024',
  dts: true,
  fixedExtension: false,
  deps: { neverBundle: [/^node:/], alwaysBundle: [/^undici\//] },
  plugins: [bundledUndici],
  // The file that the first request loads, and nothing else of undici unless there is a proxy.
  outputOptions: { codeSplitting: { groups: [{ name: 'undici', test: /undici.lib.(core|dispatcher.(agent|pool))/ }] } },
  // Its name must not look like a licence of this package: pnpm would leave out the real one.
  copy: [{ from: 'node_modules/undici/LICENSE', to: 'dist', rename: 'undici.third-party-notice.txt' }],
})

export default config
