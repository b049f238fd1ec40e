import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createVSIX } from '@vscode/vsce'

/** The floor: an extension that does nothing, started by the same event. @returns Path of its .vsix */
export async function emptyExtension(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  const manifest = {
    // In the order of the host it stands right before `fluxkit.fluxkit`; startup-times.ts says why that matters.
    name: 'empty',
    publisher: 'fluxkit',
    version: '1.0.0',
    engines: { vscode: '^1.97.0' },
    main: './empty.js',
    files: ['empty.js'],
    activationEvents: ['onStartupFinished'],
  }
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
  await writeFile(join(folder, 'empty.js'), 'exports.activate = () => {}\n')
  await writeFile(join(folder, 'README.md'), 'Empty\n')
  await writeFile(join(folder, 'LICENSE.txt'), 'MIT\n')
  const packagePath = join(folder, 'empty.vsix')
  await createVSIX({ cwd: folder, packagePath, dependencies: false, allowMissingRepository: true })
  return packagePath
}
