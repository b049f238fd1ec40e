import { untilFiles } from './files.ts'
import type { Flow } from './flow.ts'

export const restricted: Flow = {
  title: 'restricted mode: works, and takes no folder from the settings of the workspace',
  async run({ bench, folder, shot }) {
    await bench.page.getByText('Restricted Mode').first().waitFor()
    await bench.run('Fluxkit: Toggle Sandbox')
    await bench.message(/The sandbox is on/)
    await bench.openFile('guide.md')
    await bench.generate('A careful cat')
    await untilFiles(['a-careful-cat.png'], /png/, folder, 'images')
    await shot('restricted')
  },
}
