import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { OutgoingFile } from '../discord/discord-port.ts'
import { exportFiles, type ExportRecord } from './export-files.ts'

async function filesOf(records: readonly ExportRecord[], maxBytes: number): Promise<OutgoingFile[]> {
  const files: OutgoingFile[] = []
  async function* each(): AsyncGenerator<ExportRecord, void> {
    yield* records
  }
  for await (const file of exportFiles(each(), maxBytes)) files.push(file)
  return files
}

/** Text that doesn't compress. */
function noise(length: number, seed: number): string {
  let value = seed
  return Array.from({ length }, () => String.fromCharCode(33 + ((value = (value * 48_271) % 2_147_483_647) % 90))).join(
    '',
  )
}

test('a little data is one JSON file', async () => {
  const files = await filesOf(
    [
      { kind: 'presets', value: { name: 'noir' } },
      { kind: 'jobs', value: { id: '1' } },
    ],
    10_000_000,
  )
  expect(files.map(({ name }) => name)).toEqual(['fluxkit-export.json'])
  expect(JSON.parse(Buffer.from(files[0]!.bytes).toString())).toEqual({
    jobs: [{ id: '1' }],
    drafts: [],
    presets: [{ name: 'noir' }],
  })
})

test('a lot of data is several files within the limit, which together have everything once, in order', async () => {
  const records = Array.from({ length: 300 }, (_, at): ExportRecord => ({
    kind: 'jobs',
    value: { id: at, text: noise(1_000, at + 1) },
  }))
  const files = await filesOf(records, 100_000)

  expect(files.length).toBeGreaterThan(2)
  for (const { bytes } of files) expect(bytes.byteLength).toBeLessThanOrEqual(100_000)
  expect(files.map(({ name }) => name).slice(0, 2)).toEqual(['fluxkit-export-1.jsonl.gz', 'fluxkit-export-2.jsonl.gz'])
  const lines = files.flatMap(({ bytes }) => gunzipSync(bytes).toString().trimEnd().split('\n'))
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(records)
})
