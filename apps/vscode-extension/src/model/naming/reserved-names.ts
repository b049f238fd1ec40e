import { freeName } from './free-name.ts'

/** Names that jobs of one window are about to write. */
export interface ReservedNames {
  /** Reserves the first name that is neither reserved nor there, with its extension. */
  take(folder: string, stem: string, extension: string, exists: (name: string) => Promise<boolean>): Promise<string>
  release(folder: string, name: string): void
}

export function createReservedNames(): ReservedNames {
  const reserved = new Set<string>()
  const path = (folder: string, name: string): string => `${folder}/${name}`
  return {
    async take(folder, stem, extension, exists) {
      for (;;) {
        const name = await freeName(
          stem,
          extension,
          async (candidate) => reserved.has(path(folder, candidate)) || exists(candidate),
        )
        // Another job may have taken it while the file system was asked.
        if (reserved.has(path(folder, name))) continue
        reserved.add(path(folder, name))
        return name
      }
    },
    release(folder, name) {
      reserved.delete(path(folder, name))
    },
  }
}
