/** A folder with more files of one name has another problem. */
const maxNumber = 9_999

/**
 * `fox.png`, `fox-2.png`, `fox-3.png`, …: the first that isn't taken.
 *
 * @param isTaken Called for one name after the other.
 * @throws {Error} When 9,999 names are taken.
 */
export async function freeName(
  stem: string,
  extension: string,
  isTaken: (name: string) => Promise<boolean> | boolean,
): Promise<string> {
  for (let number = 1; number <= maxNumber; number++) {
    const name = number === 1 ? `${stem}.${extension}` : `${stem}-${number}.${extension}`
    if (!(await isTaken(name))) return name
  }
  throw new Error(`All ${maxNumber} names of ${stem}.${extension} are taken.`)
}

/** Names that are about to be written by jobs of one process. */
export interface NameReservations {
  /** Reserves the first name that is neither reserved nor there. */
  take(
    folder: string,
    stem: string,
    extension: string,
    exists: (name: string) => Promise<boolean> | boolean,
  ): Promise<string>
  /** The name is written, or no longer wanted. */
  release(folder: string, name: string): void
}

/** Keeps two jobs of one process from taking the same name; forgotten with the process. */
export function createNameReservations(): NameReservations {
  const reserved = new Set<string>()
  return {
    async take(folder, stem, extension, exists) {
      for (;;) {
        const name = await freeName(
          stem,
          extension,
          async (candidate) => reserved.has(key(folder, candidate)) || exists(candidate),
        )
        // Another job may have taken it while the file system was checked.
        if (reserved.has(key(folder, name))) continue
        reserved.add(key(folder, name))
        return name
      }
    },
    release(folder, name) {
      reserved.delete(key(folder, name))
    },
  }
}

/** macOS and Windows ignore case, and macOS how a letter is composed. */
function key(folder: string, name: string): string {
  return `${folder}/${name.normalize('NFC').toLowerCase()}`
}
