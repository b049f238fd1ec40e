import type * as vscode from 'vscode'
import type { Look } from './ask-look.ts'

const maxPrompts = 10

/** A prompt that was typed and not used yet: leaving a question must not cost it. */
export interface Draft {
  readonly text: string
  keep(text: string): Promise<void>
}

/** The last choices of a workspace. */
export interface Memory {
  readonly look: Look | undefined
  readonly prompts: readonly string[]
  draft(action: 'generate' | 'edit'): Draft
  remember(prompt: string, look?: Look): Promise<void>
}

export function createMemory(state: vscode.Memento): Memory {
  return {
    get look() {
      return state.get<Look>('fluxkit.look')
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
    async remember(prompt, look) {
      const others = this.prompts.filter((other) => other !== prompt)
      await state.update('fluxkit.prompts', [prompt, ...others].slice(0, maxPrompts))
      if (look !== undefined) await state.update('fluxkit.look', look)
    },
  }
}
