import type { FluxModel } from '@fluxkit/core'
import type { Costs } from '../submission/costs.ts'
import type { ImageOptions, ImageRequest } from '../submission/image-request.ts'
import { describeFile, type FileChoice, type FileDefaults } from './file-choice.ts'
import { pickCount, pickModel } from '../questions/pick-options.ts'
import { inputPrompt } from '../questions/input-prompt.ts'
import { pickSize } from '../questions/pick-size.ts'
import type { Draft, Memory } from '../submission/last-choices.ts'
import { back } from '../../platform/step-pick.ts'
import { t } from '../../platform/t.ts'

/** What the questions settle of a request. */
export interface GenerationWish extends ImageOptions, Pick<ImageRequest, 'prompt'> {
  readonly file?: FileChoice
}

const totalSteps = 4

export interface GenerationQuestions {
  readonly memory: Memory
  readonly costs: Costs
  /** Where the file of a prompt goes unless a user chooses otherwise. */
  readonly defaults: (prompt: string) => FileDefaults
  /** A prompt that is known already, such as a selection. */
  readonly given?: string | undefined
}

/**
 * Prompt → model → size → count, each step with a way back.
 *
 * @returns `undefined` when it was dismissed.
 */
export async function chooseGeneration(questions: GenerationQuestions): Promise<GenerationWish | undefined> {
  const { memory, costs, defaults, given } = questions
  const title = t('generateImage')
  const draft = given === undefined ? memory.draft('generate') : ownDraft(given)
  let prompt = given
  let model: FluxModel | undefined
  let size: string | undefined
  let file: FileChoice = {}
  for (let step = given === undefined ? 1 : 2; ;) {
    const options = { title, step, totalSteps }
    if (step === 1 || prompt === undefined) {
      const placeholder = t('whatToShow')
      const answer = await inputPrompt({ ...options, placeholder, recent: memory.prompts, draft })
      if (answer === undefined || answer === back) return undefined
      prompt = answer
      step = 2
    } else if (step === 2 || model === undefined) {
      const confirmed = { ...options, placeholder: t('whichModel') }
      const answer = await pickModel('generate', confirmed, memory.options, costs)
      if (answer === undefined) return undefined
      if (answer === back) step = 1
      else if ('count' in answer) return { prompt, ...answer }
      else {
        model = answer
        step = 3
      }
    } else if (step === 3) {
      const answer = await pickSize(model, { ...options, placeholder: t('whichSize') })
      if (answer === undefined) return undefined
      if (answer === back) step = 2
      else {
        size = answer
        step = 4
      }
    } else {
      const confirmed = { ...options, placeholder: t('howMany') }
      const usual = defaults(prompt)
      const answer = await pickCount(model.id, confirmed, costs, describeFile(usual, file))
      if (answer === undefined) return undefined
      if (answer === back) step = 3
      else if (answer !== 'more') return { prompt, model: model.id, size, count: answer, file }
      else {
        const { inputFile } = await import('./input-file.ts')
        const chosen = await inputFile(confirmed, usual, file)
        if (chosen === undefined) return undefined
        file = chosen
      }
    }
  }
}

/** The text of a selection is in the document: it need not be kept anywhere else. */
function ownDraft(given: string): Draft {
  let text = given
  return {
    get text() {
      return text
    },
    keep: async (changed) => void (text = changed),
  }
}
