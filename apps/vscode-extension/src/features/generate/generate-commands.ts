import { slug } from '@fluxkit/jobs'
import * as vscode from 'vscode'
import type { Services } from '../../services.ts'
import { loadCosts } from '../submission/costs.ts'
import { submit } from '../submission/image-request.ts'
import { ensureReady } from '../submission/ready.ts'
import type { FileDefaults } from './file-choice.ts'
import { chooseGeneration, type GenerationWish } from './choose-generation.ts'
import { inputPrompt } from '../questions/input-prompt.ts'
import { destinationFor, usualFolder } from './destination.ts'
import { finish } from '../submission/finish.ts'
import { createMemory } from '../submission/last-choices.ts'
import { back } from '../../platform/step-pick.ts'
import { t } from '../../platform/t.ts'
import { documentOfUser, positionOfCursor, positionOfSelection, type WritingPosition } from './writing-position.ts'

export interface GenerateCommands {
  generateImage(): Promise<void>
  generateFromSelection(): Promise<void>
  generateAgain(): Promise<void>
}

export function createGenerateCommands(services: Services): GenerateCommands {
  const { anchors } = services
  const state = services.context.workspaceState
  const memory = createMemory(state)

  async function generate(
    place: WritingPosition | undefined,
    document: vscode.TextDocument | undefined,
    choose: () => Promise<GenerationWish | undefined>,
  ): Promise<void> {
    const insertion = place && anchors.mark(place.document, place.position, place.kind)
    let isFinished = false
    try {
      if (!(await ensureReady(services))) return
      const wish = await choose()
      if (wish === undefined) return
      const { prompt, file, ...options } = wish
      await memory.remember(prompt, options)
      const destination = await destinationFor(prompt, document, state, file)
      if (destination === undefined) return
      const ended = await submit(services, { action: 'generate', prompt, ...options, ...destination, insertion })
      if (ended === undefined) return
      isFinished = true
      await memory.draft('generate').keep('')
      await finish(services, ended)
    } finally {
      if (!isFinished && insertion !== undefined) anchors.forget(insertion)
    }
  }

  /** The questions, with where the file goes unless it is chosen. */
  async function chooseFor(
    document: vscode.TextDocument | undefined,
    given?: string,
  ): Promise<GenerationWish | undefined> {
    const folder = usualFolder(document)
    const defaults = (prompt: string): FileDefaults => ({ stem: slug(prompt), folder })
    return chooseGeneration({ memory, costs: await loadCosts(services), defaults, given })
  }

  async function generateImage(): Promise<void> {
    const document = documentOfUser()
    await generate(positionOfCursor(), document, () => chooseFor(document))
  }

  async function generateFromSelection(): Promise<void> {
    const editor = vscode.window.activeTextEditor
    const selected = editor && positionOfSelection(editor)
    if (selected === undefined) {
      void vscode.window.showInformationMessage(t('selectTextFirst'))
      return
    }
    const { text, place } = selected
    const document = documentOfUser()
    await generate(place, document, () => chooseFor(document, text))
  }

  async function generateAgain(): Promise<void> {
    const { options } = memory
    if (options === undefined) return generateImage()
    await generate(positionOfCursor(), documentOfUser(), async () => {
      const title = t('generateImage')
      const placeholder = t('whatToShow')
      const draft = memory.draft('generate')
      const question = { title, placeholder, recent: memory.prompts, step: 1, totalSteps: 1, draft }
      const prompt = await inputPrompt(question)
      return prompt === undefined || prompt === back ? undefined : { prompt, ...options }
    })
  }

  return { generateImage, generateFromSelection, generateAgain }
}
