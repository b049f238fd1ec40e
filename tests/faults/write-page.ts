import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { faultsPage } from './page.ts'
import { recordAll } from './record.ts'

const page = fileURLToPath(new URL('../../docs/guides/faults.md', import.meta.url))
await writeFile(page, faultsPage(await recordAll()))
process.stdout.write(`Written: ${page}\n`)
