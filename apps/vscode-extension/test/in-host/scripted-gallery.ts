import assert from 'node:assert/strict'
import * as vscode from 'vscode'
import type { Entry } from '../../src/gallery/model/protocol.ts'
import type { ScriptedPanel } from './scripted-page.ts'
import type { ScriptedUi } from './scripted-ui.ts'
import { eventually } from './support.ts'

/** The gallery, once it shows its images. */
export async function openGallery(ui: Pick<ScriptedUi, 'panels'>): Promise<ScriptedPanel> {
  await vscode.commands.executeCommand('fluxkit.openGallery')
  const panel = ui.panels.at(-1)
  assert.ok(panel)
  await eventually('the images', () => panel.shown !== undefined)
  return panel
}

/** The entry of an image, once its state is the wanted one. */
export async function entryOf(panel: ScriptedPanel, name: string, state?: RegExp): Promise<Entry> {
  const find = (): Entry | undefined =>
    panel.entries.find((entry) => entry.name === name && (state?.test(entry.state ?? '') ?? entry.state === undefined))
  await eventually(`${name} in the gallery`, () => find() !== undefined)
  return find() as Entry
}

/** Waits until an action is done: its images can be seen before the record has changed. */
export async function untilDone(panel: ScriptedPanel, text: string): Promise<void> {
  await eventually(text, () => panel.received.some((message) => message.type === 'done' && message.text === text))
}
