import { slug } from '@fluxkit/jobs'
import * as vscode from 'vscode'
import type { Services } from '../../services.ts'
import type { Anchors } from '../insert/anchors.ts'
import { loadCosts } from '../order/costs.ts'
import { place as order } from '../order/order.ts'
import { ensureReady } from '../order/ready.ts'
import type { FileDefaults } from './ask-file.ts'
import { askGeneration, type GenerationWish } from './ask-generation.ts'
import { askPrompt } from './ask-prompt.ts'
import { destinationFor, usualFolder } from './destination.ts'
import { finish } from './finish.ts'
import { createMemory } from './memory.ts'
import { back } from '../questions/step-pick.ts'
import { t } from '../../platform/t.ts'
import { mark, placeOfCursor, placeOfSelection, type WritingPlace } from './writing-place.ts'

export interface GenerateCommands {
  generateImage(): Promise<void>
  generateFromSelection(): Promise<void>
  generateAgain(): Promise<void>
}

export function createGenerateCommands(services: Services, anchors: Anchors): GenerateCommands {
  const state = services.context.workspaceState
  const memory = createMemory(state)

  async function generate(
    place: WritingPlace | undefined,
    ask: () => Promise<GenerationWish | undefined>,
  ): Promise<void> {
    const insertion = place && mark(anchors, place)
    let isFinished = false
    try {
      if (!(await ensureReady(services))) return
      const wish = await ask()
      if (wish === undefined) return
      const { prompt, file, ...look } = wish
      await memory.remember(prompt, look)
      const destination = await destinationFor(prompt, place?.document, state, file)
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
  async function askFor(
    document: vscode.TextDocument | undefined,
    given?: string,
  ): Promise<GenerationWish | undefined> {
    const folder = usualFolder(document)
    const defaults = (prompt: string): FileDefaults => ({ stem: slug(prompt), folder })
    return askGeneration({ memory, costs: await loadCosts(services), defaults, given })
  }

  async function generateImage(): Promise<void> {
    const place = placeOfCursor()
    await generate(place, () => askFor(place?.document))
  }

  async function generateFromSelection(): Promise<void> {
    const editor = vscode.window.activeTextEditor
    const selected = editor && placeOfSelection(editor)
    if (selected === undefined) {
      void vscode.window.showInformationMessage(t('selectTextFirst'))
      return
    }
    const { text, place } = selected
    await generate(place, () => askFor(place?.document, text))
  }

  async function generateAgain(): Promise<void> {
    const { look } = memory
    if (look === undefined) return generateImage()
    await generate(placeOfCursor(), async () => {
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
