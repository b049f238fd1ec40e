let running = 0
let isWatching = false

/** WebAssembly compiles on threads that no hook of Node shows; undici's parser of HTTP does so at the first request. */
export function watchCompilers(): void {
  if (isWatching) return
  isWatching = true
  for (const name of ['compile', 'instantiate'] as const) {
    const original = WebAssembly[name] as (...args: unknown[]) => Promise<unknown>
    const counted = async (...args: unknown[]): Promise<unknown> => {
      running++
      try {
        return await original(...args)
      } finally {
        running--
      }
    }
    Object.defineProperty(WebAssembly, name, { value: counted, configurable: true, writable: true })
  }
}

/** Is a module being compiled or made ready? */
export function isCompilingModules(): boolean {
  return running > 0
}
