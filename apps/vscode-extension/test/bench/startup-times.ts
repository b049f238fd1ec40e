/** What the host's Startup Performance says of one extension, in milliseconds. */
export interface StartupTimes {
  /** From the moment that the host turns to the extension until its file is loaded. */
  readonly loadMs: number
  /** The call of `activate()`. */
  readonly activateMs: number
}

/**
 * Reads the table of activation in Startup Performance: `extension | eager | load code | call activate | finish activate | …`.
 *
 * The host turns to all extensions of an event at once, then loads them one after the other: the time to load one holds
 * those of all parts before it. The difference of two neighbours is what the second one adds, whatever else the
 * window and the machine were busy with.
 */
export function readStartupTimes(table: string): ReadonlyMap<string, StartupTimes> {
  const row = /^\|\s*([\w-]+\.[\w-]+)\s*\|[^|]*\|\s*([\d.]+)\s*\|\s*([\d.]+)\s*\|/gm
  return new Map(
    [...table.matchAll(row)].map(([, id = '', load, activate]) => [
      id,
      { loadMs: Number(load), activateMs: Number(activate) },
    ]),
  )
}
