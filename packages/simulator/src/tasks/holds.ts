/** Tasks that do not finish until somebody lets them. */
export interface Holds {
  /** Holds tasks whose prompt contains a text, until the returned function is called. */
  hold(prompt: string): () => void
  /** Calls back at once, or when nothing holds a task of this prompt any more. */
  pass(prompt: string, callback: () => void): void
  /** Ends all holds. What they held is dropped. */
  clear(): void
}

interface Hold {
  readonly prompt: string
  readonly waiting: (() => void)[]
}

export function createHolds(): Holds {
  const holds = new Set<Hold>()

  function pass(prompt: string, callback: () => void): void {
    const hold = [...holds].find((each) => prompt.includes(each.prompt))
    if (hold === undefined) callback()
    else hold.waiting.push(() => pass(prompt, callback))
  }

  return {
    hold(prompt) {
      const hold: Hold = { prompt, waiting: [] }
      holds.add(hold)
      return () => {
        if (holds.delete(hold)) for (const waiting of hold.waiting) waiting()
      }
    },
    pass,
    clear: () => holds.clear(),
  }
}
