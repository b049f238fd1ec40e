/** Runs work now, or when it is its turn. */
export type Turns = <Result>(work: () => Promise<Result>) => Promise<Result>

/** At most so much work at a time, in the order in which it was asked for. */
export function atMost(count: number): Turns {
  let free = count
  const waiting: (() => void)[] = []
  return async (work) => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      // The place is handed over: whoever comes at this moment does not slip in.
      if (next) next()
      else free += 1
    }
  }
}
