import type * as vscode from 'vscode'
import type { ImageOptions } from './image-request.ts'

const maxPrompts = 10

/** A prompt that was typed and not used yet: leaving a question must not cost it. */
export interface Draft {
  readonly text: string
  keep(text: string): Promise<void>
}

/** The last choices of a workspace. */
export interface Memory {
  readonly options: ImageOptions | undefined
  readonly prompts: readonly string[]
  draft(action: 'generate' | 'edit'): Draft
  remember(prompt: string, options?: ImageOptions): Promise<void>
}

export function createMemory(state: vscode.Memento): Memory {
  return {
    get options() {
      return state.get<ImageOptions>('fluxkit.look')
    },
    get prompts() {
      return state.get<readonly string[]>('fluxkit.prompts', [])
    },
    draft(action) {
      const key = `fluxkit.draft.${action}`
      return {
        get text() {
          return state.get<string>(key, '')
        },
        keep: async (text) => state.update(key, text === '' ? undefined : text),
      }
    },
    async remember(prompt, options) {
      const others = this.prompts.filter((other) => other !== prompt)
      await state.update('fluxkit.prompts', [prompt, ...others].slice(0, maxPrompts))
      if (options !== undefined) await state.update('fluxkit.look', options)
    },
  }
}
