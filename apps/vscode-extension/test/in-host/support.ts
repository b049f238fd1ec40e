import assert from 'node:assert/strict'
import { readdir, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { createFileStore } from '@fluxkit/jobs/node'
import { aJob } from '@fluxkit/jobs/testing'
import type { SimulatorStats } from '@fluxkit/simulator'
import * as vscode from 'vscode'
import { until } from '../host/until.ts'
import type { PickAnswer } from './scripted-ui.ts'

const service = process.env['FLUXKIT_TEST_SERVICE'] ?? ''

/** The service's own numbers, over its control interface. */
export async function stats(): Promise<SimulatorStats> {
  const answer = await fetch(`${service}/_control/stats`)
  return (await answer.json()) as SimulatorStats
}

export async function addFault(fault: object): Promise<void> {
  const answer = await fetch(`${service}/_control/faults`, { method: 'POST', body: JSON.stringify(fault) })
  assert.equal(answer.ok, true, await answer.text())
}

export async function clearFaults(): Promise<void> {
  await fetch(`${service}/_control/faults`, { method: 'DELETE' })
}

/** The folder of the workspace, `one` or `two`. */
export function root(index = 0): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[index]
  assert.ok(folder)
  return folder.uri
}

/** What all windows of this machine share: the records of jobs, and the extension's own files. */
export const sharedFolders: { readonly records: string; readonly storage: string } = {
  records: join(homedir(), '.local', 'share', 'fluxkit'),
  storage: join(homedir(), '..', 'data', 'User', 'globalStorage', 'fluxkit.fluxkit'),
}

/** Id of the job that was saved last. */
export async function latestJob(): Promise<string> {
  const folder = join(sharedFolders.records, 'jobs')
  const ages = await Promise.all(
    (await readdir(folder)).map(async (name) => ({ name, atMs: (await stat(join(folder, name))).birthtimeMs })),
  )
  const { name } = ages.toSorted((a, b) => b.atMs - a.atMs)[0] ?? {}
  assert.ok(name)
  return name
}

let documents = 0

/** A document on disk, shown with the cursor at its end. Each `guide` is a new one: the editor remembers old contents. */
export async function openDocument(path: string, text: string, index = 0): Promise<vscode.TextEditor> {
  const uri = vscode.Uri.joinPath(root(index), path.replace('guide', `guide${documents++}`))
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text))
  const document = await vscode.workspace.openTextDocument(uri)
  const editor = await vscode.window.showTextDocument(document)
  const end = document.positionAt(document.getText().length)
  editor.selection = new vscode.Selection(end, end)
  return editor
}

export async function read(path: string, index = 0): Promise<Uint8Array> {
  return vscode.workspace.fs.readFile(vscode.Uri.joinPath(root(index), path))
}

export async function list(path: string, index = 0): Promise<string[]> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(root(index), path))
    return entries.map(([name]) => name).toSorted()
  } catch {
    return []
  }
}

export async function remove(path: string, index = 0): Promise<void> {
  await Promise.resolve(vscode.workspace.fs.delete(vscode.Uri.joinPath(root(index), path), { recursive: true })).catch(
    () => undefined,
  )
}

/** Closes everything; documents on disk are saved, because the editor would ask about them. */
export async function closeEditors(): Promise<void> {
  await vscode.workspace.saveAll(false)
  while (vscode.window.activeTextEditor?.document.isDirty === true) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor')
  }
  // The host of extensions hears of editors later than the command ends. Once it knows this one it has heard of all before,
  // and when this one is gone of all that were closed with it.
  const last = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: '' }))
  await eventually('the last editor', () => vscode.window.activeTextEditor === last)
  await vscode.commands.executeCommand('workbench.action.closeAllEditors')
  await eventually('no editor', () => {
    const active = vscode.window.activeTextEditor
    return active !== last && active?.document.uri.scheme !== 'file'
  })
}

export function isPng(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 8)).toString('latin1') === '\x89PNG\r\n\x1A\n'
}

export async function eventually(what: string, check: () => Promise<boolean> | boolean): Promise<void> {
  await until(what, async () => (await check()) || undefined)
}

/** Answers of a user who types a prompt and takes model, size and count by their labels. */
export function wish(
  prompt: string,
  model: RegExp = /FLUX\.1 dev/,
  size: RegExp = /^256|^1024|^1:1/,
  count: RegExp = /^1 /,
): PickAnswer[] {
  return [
    (pick) => {
      pick.type(prompt)
      pick.accept()
    },
    (pick) => pick.accept(model),
    (pick) => pick.accept(size),
    (pick) => pick.accept(count),
  ]
}

/** Answers of a user who says what should change in an image. */
export function change(prompt: string): PickAnswer[] {
  return [
    (pick) => {
      pick.type(prompt)
      pick.accept()
    },
    (pick) => pick.accept(/Kontext pro/),
  ]
}

/** An image on disk, made by the service. */
export async function aImage(path: string, index = 0): Promise<vscode.Uri> {
  const { drawImage } = await import('@fluxkit/simulator/draw')
  const uri = vscode.Uri.joinPath(root(index), path)
  await vscode.workspace.fs.writeFile(
    uri,
    await drawImage({ prompt: path, model: 'flux-dev', seed: 1, width: 64, height: 64 }),
  )
  return uri
}

/** Changes settings of the user while `run` runs. */
export async function withSettings(
  values: Readonly<Record<string, unknown>>,
  run: () => Promise<unknown>,
): Promise<void> {
  const settings = vscode.workspace.getConfiguration('fluxkit')
  const before = Object.keys(values).map((name) => [name, settings.inspect(name)?.globalValue] as const)
  const { Global } = vscode.ConfigurationTarget
  try {
    for (const [name, value] of Object.entries(values)) await settings.update(name, value, Global)
    await run()
  } finally {
    for (const [name, value] of before) await settings.update(name, value, Global)
  }
}

/** A record as another window or an earlier start has left it. */
export async function writeRecord(facts: Parameters<typeof aJob>[0]): Promise<void> {
  const store = createFileStore({ folder: sharedFolders.records })
  const nowMs = Date.now()
  const job = aJob({ origin: { app: 'vscode', actor: 'person' }, createdAtMs: nowMs, wantedAtMs: nowMs, ...facts })
  const claim = await store.create(job, crypto.randomUUID().replaceAll('-', ''), 60_000)
  assert.ok(!('exists' in claim))
  await store.release(claim)
  await store.close()
}
