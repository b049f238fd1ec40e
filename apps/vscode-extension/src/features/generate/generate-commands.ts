import { slug } from '@fluxkit/jobs'
import * as vscode from 'vscode'
import type { Insertion } from '../../model/jobs/place.ts'
import { findImages } from '../../model/placeholders/find-images.ts'
import type { Services } from '../../services.ts'
import type { Anchors } from '../insert/anchors.ts'
import { loadCosts } from '../order/costs.ts'
import { place as order } from '../order/order.ts'
import { ensureReady } from '../order/ready.ts'
import type { FileDefaults } from './ask-file.ts'
import { askGeneration, type GenerationWish } from './ask-generation.ts'
import { askPrompt } from './ask-prompt.ts'
import { destinationFor, isOfPerson, usualFolder } from './destination.ts'
import { finish } from './finish.ts'
import { createMemory } from './memory.ts'
import { back } from '../questions/step-pick.ts'
import { t } from '../../platform/t.ts'

export interface GenerateCommands {
  generateImage(): Promise<void>
  generateFromSelection(): Promise<void>
  generateAgain(): Promise<void>
}

export function createGenerateCommands(services: Services, anchors: Anchors): GenerateCommands {
  const memory = createMemory(services.context.workspaceState)

  async function generate(
    editor: vscode.TextEditor | undefined,
    ask: () => Promise<GenerationWish | undefined>,
    isBelow = false,
  ): Promise<void> {
    const document = editor && documentOfPerson(editor)
    // Where the cursor is now, and not where it will be after the questions: people go on typing.
    const insertion =
      document && editor && markPlace(anchors, document, isBelow ? selectionOf(editor) : editor.selection, isBelow)
    let isFinished = false
    try {
      if (!(await ensureReady(services))) return
      const wish = await ask()
      if (wish === undefined) return
      const { prompt, file, ...look } = wish
      await memory.remember(prompt, look)
      const destination = await destinationFor(prompt, document, file)
      if (destination === undefined) return
      const ended = await order(services, { action: 'generate', prompt, ...look, ...destination, insertion })
      if (ended === undefined) return
      isFinished = true
      await memory.draft('generate').keep('')
      await finish(services, anchors, ended)
    } finally {
      if (!isFinished && insertion !== undefined) anchors.forget(insertion)
    }
  }

  /** The questions, with where the file goes unless it is chosen. */
  async function askFor(editor: vscode.TextEditor | undefined, given?: string): Promise<GenerationWish | undefined> {
    const defaults = (prompt: string): FileDefaults => ({
      stem: slug(prompt),
      folder: usualFolder(editor && documentOfPerson(editor)),
    })
    return askGeneration({ memory, costs: await loadCosts(services), defaults, given })
  }

  async function generateImage(): Promise<void> {
    const editor = vscode.window.activeTextEditor
    await generate(editor, () => askFor(editor))
  }

  async function generateFromSelection(): Promise<void> {
    const editor = vscode.window.activeTextEditor
    const prompt = editor?.document.getText(selectionOf(editor)).trim()
    if (editor === undefined || !prompt) {
      void vscode.window.showInformationMessage(t('selectTextFirst'))
      return
    }
    await generate(editor, () => askFor(editor, prompt), true)
  }

  async function generateAgain(): Promise<void> {
    const { look } = memory
    if (look === undefined) return generateImage()
    await generate(vscode.window.activeTextEditor, async () => {
      const title = t('generateImage')
      const placeholder = t('whatToShow')
      const draft = memory.draft('generate')
      const question = { title, placeholder, recent: memory.prompts, step: 1, totalSteps: 1, draft }
      const prompt = await askPrompt(question)
      return prompt === undefined || prompt === back ? undefined : { prompt, ...look }
    })
  }

  return { generateImage, generateFromSelection, generateAgain }
}

function markPlace(
  anchors: Anchors,
  document: vscode.TextDocument,
  selection: vscode.Selection,
  isBelow: boolean,
): Insertion {
  if (isBelow) return anchors.mark(document, endOfText(document, selection), 'line')
  return anchors.mark(document, outsideOfPictures(document, selection.active), 'link')
}

/** With several cursors, the first that has selected something. */
function selectionOf(editor: vscode.TextEditor): vscode.Selection {
  return editor.selections.find(({ isEmpty }) => !isEmpty) ?? editor.selection
}

function documentOfPerson({ document }: vscode.TextEditor): vscode.TextDocument | undefined {
  return isOfPerson(document) ? document : undefined
}

/** A selection of whole lines ends before the first character of the next one. */
function endOfText(document: vscode.TextDocument, { start, end }: vscode.Selection): vscode.Position {
  const text = document.getText(new vscode.Range(start, end))
  return document.positionAt(document.offsetAt(start) + text.trimEnd().length)
}

/** A cursor in the text of an image: the next one goes behind it, not into it. */
function outsideOfPictures(document: vscode.TextDocument, position: vscode.Position): vscode.Position {
  const offset = document.offsetAt(position)
  const images = findImages(document.languageId, document.getText())
  const around = images.find(({ start, end }) => start < offset && offset < end)
  return around === undefined ? position : document.positionAt(around.end)
}
