// Makes the .vsix from what the build laid out. `--no-dependencies`: everything is bundled.

import { join } from 'node:path'
import { createVSIX } from '@vscode/vsce'

const dist = join(import.meta.dirname, '..', 'dist')

await createVSIX({
  cwd: join(dist, 'vsix'),
  packagePath: join(dist, 'fluxkit.vsix'),
  dependencies: false,
})
