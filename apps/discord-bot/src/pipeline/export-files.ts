import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { OutgoingFile } from '../discord/discord-port.ts'

const compress = promisify(gzip)

/** Up to here an export is one file that every editor opens. */
const plainLength = 1024 * 1024
/** Compressed at a time, in a separate thread. */
const batchLength = 512 * 1024

/** One thing that is kept about a user. */
export interface ExportRecord {
  readonly kind: 'jobs' | 'drafts' | 'presets'
  readonly value: unknown
}

/**
 * Files with everything, each of at most so many bytes. A little is `{ jobs, drafts, presets }` as JSON; much is JSON lines,
 * compressed: members of gzip, one after the other, are one gzip file, so that no more than one file is in memory.
 */
export async function* exportFiles(
  records: AsyncIterable<ExportRecord>,
  maxBytes: number,
): AsyncGenerator<OutgoingFile, void> {
  const first: ExportRecord[] = []
  let parts: ReturnType<typeof createParts> | undefined
  let length = 0
  for await (const record of records) {
    if (parts) {
      yield* await parts.add(record)
      continue
    }
    first.push(record)
    length += JSON.stringify(record).length
    if (length <= Math.min(plainLength, maxBytes / 4)) continue
    parts = createParts(maxBytes)
    for (const one of first) yield* await parts.add(one)
  }
  if (parts) return yield* await parts.end()
  const of = (kind: ExportRecord['kind']): unknown[] => first.flatMap((one) => (one.kind === kind ? [one.value] : []))
  const content = { jobs: of('jobs'), drafts: of('drafts'), presets: of('presets') }
  yield { name: 'fluxkit-export.json', bytes: Buffer.from(JSON.stringify(content, undefined, 2)) }
}

function createParts(maxBytes: number): {
  add(record: ExportRecord): Promise<OutgoingFile[]>
  end(): Promise<OutgoingFile[]>
} {
  let lines: string[] = []
  let length = 0
  let members: Uint8Array[] = []
  let size = 0
  let number = 0

  function takeFile(): OutgoingFile[] {
    if (members.length === 0) return []
    number++
    const bytes = Buffer.concat(members)
    members = []
    size = 0
    return [{ name: `fluxkit-export-${number}.jsonl.gz`, bytes }]
  }

  async function takeLines(): Promise<OutgoingFile[]> {
    if (lines.length === 0) return []
    const member = await compress(`${lines.join('\n')}\n`)
    lines = []
    length = 0
    const full = size + member.byteLength > maxBytes ? takeFile() : []
    members.push(member)
    size += member.byteLength
    return full
  }

  return {
    async add(record) {
      const line = JSON.stringify(record)
      lines.push(line)
      length += line.length
      return length >= Math.min(batchLength, maxBytes / 4) ? takeLines() : []
    },
    end: async () => [...(await takeLines()), ...takeFile()],
  }
}
