import type * as vscode from 'vscode'
import type { Look } from './ask-look.ts'

const maxPrompts = 10

/** The last choices of a workspace. */
export interface Memory {
  readonly look: Look | undefined
  readonly prompts: readonly string[]
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
    async remember(prompt, look) {
      const others = this.prompts.filter((other) => other !== prompt)
      await state.update('fluxkit.prompts', [prompt, ...others].slice(0, maxPrompts))
      if (look !== undefined) await state.update('fluxkit.look', look)
    },
  }
}
