import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { extensionRecord, extensionSubmitted } from '../migrate/fixtures/records.ts'
import { type ExtensionPlace, jobFromExtension } from '../migrate/from-extension.ts'
import { createMemoryStore } from '../stores/memory-store.ts'
import { importRecords } from './import-records.ts'

const read = (text: string, id: string) => jobFromExtension(text, id, { service: 'https://api.example' })

test('records of an earlier program move into the store once, and what can’t be read stays and is reported', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-import-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const record = { ...extensionRecord, state: 'running', ...extensionSubmitted }
  writeFileSync(join(folder, 'job-00000001.json'), JSON.stringify(record))
  writeFileSync(join(folder, 'job-00000002.json'), '{"version":1')
  writeFileSync(join(folder, 'job-00000001.claim-2'), '')
  const store = createMemoryStore<ExtensionPlace>()

  const first = await importRecords(folder, store, read, 'aaaaaaaaaaaa')
  expect(first).toMatchObject({ imported: 1, damaged: [{ id: 'job-00000002' }] })
  expect(await store.read('job-00000001')).toMatchObject({ job: { task: { id: '226eb763-0002' } }, held: false })
  expect(await store.ownerOf('226eb763-0002')).toBe('job-00000001')
  expect(readdirSync(folder).sort()).toEqual(['job-00000001.claim-2', 'job-00000002.json'])

  // A crash between the two steps.
  writeFileSync(join(folder, 'job-00000001.json'), JSON.stringify(record))
  expect(await importRecords(folder, store, read, 'bbbbbbbbbbbb')).toMatchObject({ imported: 0, damaged: [{}] })
  expect(readdirSync(folder)).not.toContain('job-00000001.json')
})

test('a task that an earlier program learned after the import is noted', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-import-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'job-00000001.json')
  const store = createMemoryStore<ExtensionPlace>()
  writeFileSync(path, JSON.stringify({ ...extensionRecord, state: 'submitting' }))
  await importRecords(folder, store, read, 'aaaaaaaaaaaa')
  writeFileSync(path, JSON.stringify({ ...extensionRecord, state: 'running', ...extensionSubmitted }))
  await importRecords(folder, store, read, 'bbbbbbbbbbbb')
  expect(await store.read('job-00000001')).toMatchObject({ job: { task: { id: '226eb763-0002' } } })
})

test('without a folder there is nothing to import', async () => {
  const store = createMemoryStore<ExtensionPlace>()
  expect(await importRecords('/no/such/folder', store, read, 'aaaaaaaaaaaa')).toEqual({ imported: 0, damaged: [] })
})
