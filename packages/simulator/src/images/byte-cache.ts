/** Byte arrays by name within a number of entries and of bytes; the least recently used goes first. */
export interface ByteCache {
  get(name: string): Uint8Array | undefined
  set(name: string, bytes: Uint8Array): void
  clear(): void
}

export function createByteCache(maxEntries: number, maxBytes: number): ByteCache {
  const entries = new Map<string, Uint8Array>()
  let size = 0

  function remove(name: string): void {
    size -= entries.get(name)?.byteLength ?? 0
    entries.delete(name)
  }

  return {
    get(name) {
      const bytes = entries.get(name)
      if (bytes) {
        entries.delete(name)
        entries.set(name, bytes)
      }
      return bytes
    },
    set(name, bytes) {
      remove(name)
      entries.set(name, bytes)
      size += bytes.byteLength
      while (entries.size > maxEntries || size > maxBytes) {
        const [oldest] = entries.keys()
        if (oldest === undefined) return
        remove(oldest)
      }
    },
    clear() {
      entries.clear()
      size = 0
    },
  }
}
