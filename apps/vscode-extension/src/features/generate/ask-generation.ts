import type { FluxModel } from '@fluxkit/core'
import * as vscode from 'vscode'
import { askCount, askModel, askSize, type Look } from './ask-look.ts'
import { askPrompt } from './ask-prompt.ts'
import type { Costs } from '../order/costs.ts'
import type { Memory } from './memory.ts'
import { writePromptInEditor } from './prompt-editor.ts'
import { back } from './step-pick.ts'

export interface GenerationWish extends Look {
  readonly prompt: string
}

const totalSteps = 4

/**
 * Prompt → model → size → count, each step with a way back.
 *
 * @param given A prompt that is known already, such as a selection.
 * @returns `undefined` when it was dismissed.
 */
export async function askGeneration(memory: Memory, costs: Costs, given?: string): Promise<GenerationWish | undefined> {
  const title = vscode.l10n.t('Generate Image')
  let prompt = given
  let model: FluxModel | undefined
  let size: string | undefined
  for (let step = given === undefined ? 1 : 2; ;) {
    const options = { title, step, totalSteps }
    if (step === 1 || prompt === undefined) {
      const placeholder = vscode.l10n.t('What shall the picture show?')
      const answer = await askPrompt({ ...options, placeholder, recent: memory.prompts, offersEditor: true })
      if (answer === undefined || answer === back) return undefined
      prompt = answer.inEditor ? await writePromptInEditor() : answer.prompt
      if (prompt === undefined) return undefined
      step = 2
    } else if (step === 2 || model === undefined) {
      const asked = { ...options, placeholder: vscode.l10n.t('Which model?') }
      const answer = await askModel('generate', asked, memory.look, costs)
      if (answer === undefined) return undefined
      if (answer === back) step = 1
      else if ('count' in answer) return { prompt, ...answer }
      else {
        model = answer
        step = 3
      }
    } else if (step === 3) {
      const answer = await askSize(model, { ...options, placeholder: vscode.l10n.t('Which size?') })
      if (answer === undefined) return undefined
      if (answer === back) step = 2
      else {
        size = answer
        step = 4
      }
    } else {
      const answer = await askCount(model.id, { ...options, placeholder: vscode.l10n.t('How many?') }, costs)
      if (answer === undefined) return undefined
      if (answer !== back) return { prompt, model: model.id, size, count: answer }
      step = 3
    }
  }
}
