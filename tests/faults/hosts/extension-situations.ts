import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Fault } from '@fluxkit/simulator'
import { person } from '../../support/vscode/person.ts'
import { FileSystemError, workspace } from '../../support/vscode/vscode.ts'
import { phraseOf } from '../phrases.ts'
import { faultName } from '../scenarios.ts'
import type { Situation } from './extension.ts'

/** A situation of the extension's own, with the id of its row. */
export interface NamedSituation extends Situation {
  readonly id: string
  readonly phrase: string
}

/** Faults of the matrix that pass while the user waits. */
const passing: readonly Fault[] = [
  { kind: '429', operation: 'submit', times: 2 },
  { kind: 'hang-mid-body', operation: 'poll', times: 1 },
  { kind: '502', operation: 'poll', times: 3 },
  { kind: 'unrelated-404', operation: 'poll', times: 1 },
  { kind: 'unrelated-404', operation: 'poll', times: 3 },
  { kind: 'item-missing', operation: 'poll', times: 1 },
  { kind: 'empty-list', operation: 'poll', times: 3 },
  { kind: 'malformed-json', operation: 'poll', times: 3 },
  { kind: 'image-truncated', operation: 'image', times: 1 },
  { kind: '503', operation: 'image', times: 8 },
]

/** What the machine, the window and the user do. */
const local: readonly NamedSituation[] = [
  {
    id: 'disk-full',
    phrase: 'the disk is full when the image is saved',
    begin: async () => refuseImages('NoSpace'),
  },
  {
    id: 'folder-read-only',
    phrase: 'the folder of the image is read-only',
    begin: async () => refuseImages('NoPermissions'),
  },
  {
    id: 'records-read-only',
    phrase: 'job records can’t be written',
    // No folder can be created where there is a file.
    begin: async ({ folder }) => {
      await mkdir(folder, { recursive: true })
      await writeFile(join(folder, '.data'), '')
      return async () => undefined
    },
  },
  {
    id: 'window-closed',
    phrase: 'the window is closed while the task is running, then opened again',
    disturb: async (_world, editor) => editor.reopen(),
  },
  {
    id: 'cancelled',
    phrase: 'the user cancels after the request was accepted',
    disturb: async () => person.cancels.fire(undefined),
  },
  {
    id: 'upload-declined',
    phrase: 'the user doesn’t agree to the upload of a local image',
    isEdit: true,
    presses: /^never$/,
    isIgnored: true,
  },
]

/** Faults of the shared matrix with how often they happen, and what has no fault of the service. */
export const situations: readonly NamedSituation[] = [
  ...passing.map((fault) => ({
    id: faultName(fault),
    phrase: `${phraseOf(fault)}, ${fault.times === 1 ? 'once' : `${fault.times} times`}`,
    fault,
  })),
  ...local,
]

/** Writes of image files fail until the end. */
function refuseImages(code: string): () => Promise<void> {
  const { fs } = workspace
  const write = fs.writeFile.bind(fs)
  fs.writeFile = async (uri, bytes) => {
    if (/\.(png|jpe?g|webp)(\.[\da-f]+\.part)?$/.test(uri.path)) throw new FileSystemError(code)
    await write(uri, bytes)
  }
  return async () => void (fs.writeFile = write)
}
