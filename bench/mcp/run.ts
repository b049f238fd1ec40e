import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { installInto, packServer } from './install.ts'
import { measureImages, measureStart } from './measure.ts'
import type { Results, ServerRow } from './results.ts'
import { others, ownServer, type ServerKind } from './servers.ts'

export interface RunOptions {
  readonly rounds: number
  readonly jobs: number
  readonly records: number
  /** Only ours, which needs no registry for others. */
  readonly onlyOwn: boolean
  readonly note: (text: string) => void
}

/** Ours and others, each installed into an empty folder, one after the other. */
export async function runServers({ rounds, jobs, records, onlyOwn, note }: RunOptions): Promise<Results> {
  const loadBefore = loadavg()[0] ?? Number.NaN
  const top = await mkdtemp(join(tmpdir(), 'fluxkit-bench-mcp-'))
  try {
    const own = ownServer(await packServer(top))
    const servers: ServerRow[] = []
    const folderOf = (kind: ServerKind): string => join(top, kind.title.replaceAll(/[^\w.-]/g, '_'))
    for (const kind of [own, ...(onlyOwn ? [] : others)]) {
      note(`${kind.title}: installing, then ${rounds} starts`)
      const installed = await installInto(folderOf(kind), kind.install)
      servers.push({ title: kind.title, ...installed, ...(await measureStart(kind, folderOf(kind), rounds)) })
    }
    note(`${own.title}: a preview, ${jobs} jobs at once, ${records} records`)
    const images = await measureImages(own, folderOf(own), { jobs, records })
    return {
      date: new Date().toISOString().slice(0, 10),
      node: process.versions.node,
      cores: availableParallelism(),
      loadBefore,
      rounds,
      servers,
      images,
    }
  } finally {
    await rm(top, { recursive: true, force: true, maxRetries: 5 })
  }
}
