// Makes the .vsix from what the build laid out. `--no-dependencies`: everything is bundled.

import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createVSIX } from '@vscode/vsce'
import { unzipSync } from 'fflate'
import { ZipFile } from 'yazl'

const dist = join(import.meta.dirname, '..', 'dist')
const packagePath = join(dist, 'fluxkit.vsix')

await createVSIX({ cwd: join(dist, 'vsix'), packagePath, dependencies: false })

// As small as it gets, and the same bytes for the same sources.
const zip = new ZipFile()
const options = { compressionLevel: 9, forceDosTimestamp: true, mtime: new Date(2026, 0, 1) }
for (const [name, bytes] of Object.entries(unzipSync(await readFile(packagePath)))) {
  zip.addBuffer(Buffer.from(bytes), name, options)
}
zip.end()
await pipeline(zip.outputStream, createWriteStream(packagePath))
