import * as vscode from 'vscode'
import type { Insertion } from '../../model/jobs/place.ts'
import { findImages } from '../../model/placeholders/find-images.ts'
import type { Services } from '../../services.ts'
import type { Anchors } from '../insert/anchors.ts'
import { loadCosts } from '../order/costs.ts'
import { place as order } from '../order/order.ts'
import { ensureReady } from '../order/ready.ts'
import { askGeneration, type GenerationWish } from './ask-generation.ts'
import { askPrompt } from './ask-prompt.ts'
import { destinationFor, isOfPerson } from './destination.ts'
import { finish } from './finish.ts'
import { createMemory } from './memory.ts'
import { back } from './step-pick.ts'

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
    const document = editor !== undefined && isOfPerson(editor.document) ? editor.document : undefined
    // Where the cursor is now, and not where it will be after the questions: people go on typing.
    const insertion = document && editor && markPlace(anchors, document, editor.selection, isBelow)
    let isFinished = false
    try {
      if (!(await ensureReady(services))) return
      const wish = await ask()
      if (wish === undefined) return
      const { prompt, ...look } = wish
      await memory.remember(prompt, look)
      const destination = await destinationFor(prompt, document)
      if (destination === undefined) return
      const ended = await order(services, { action: 'generate', ...wish, ...destination, insertion })
      if (ended === undefined) return
      isFinished = true
      await finish(services, anchors, ended)
    } finally {
      if (!isFinished && insertion !== undefined) anchors.forget(insertion)
    }
  }

  async function generateImage(): Promise<void> {
    await generate(vscode.window.activeTextEditor, async () => askGeneration(memory, await loadCosts(services)))
  }

  async function generateFromSelection(): Promise<void> {
    const editor = vscode.window.activeTextEditor
    const prompt = editor?.document.getText(editor.selection).trim()
    if (editor === undefined || !prompt) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Select the text that describes the picture first.'))
      return
    }
    await generate(editor, async () => askGeneration(memory, await loadCosts(services), prompt), true)
  }

  async function generateAgain(): Promise<void> {
    const { look } = memory
    if (look === undefined) return generateImage()
    await generate(vscode.window.activeTextEditor, async () => {
      const title = vscode.l10n.t('Generate Image')
      const placeholder = vscode.l10n.t('What shall the picture show?')
      const answer = await askPrompt({
        title,
        placeholder,
        recent: memory.prompts,
        step: 1,
        totalSteps: 1,
        offersEditor: false,
      })
      return answer === undefined || answer === back || answer.prompt === undefined
        ? undefined
        : { prompt: answer.prompt, ...look }
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
