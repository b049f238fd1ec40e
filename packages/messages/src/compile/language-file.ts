/** Messages by section and key, as a file in `languages/` holds them. */
export type LanguageFile = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Which sections an app gets. Keys of `error` and `charge` keep the name of their section: `error.moderated.message`. */
export const appSections = {
  cli: ['charge', 'error', 'cli'],
} as const

export type App = keyof typeof appSections

const shared: ReadonlySet<string> = new Set(['charge', 'error'])

/** The messages of an app by the keys that its code uses. */
export function messagesFor(app: App, file: LanguageFile): ReadonlyMap<string, string> {
  return new Map(
    appSections[app].flatMap((section) =>
      Object.entries(file[section] ?? {}).map(
        ([key, message]) => [shared.has(section) ? `${section}.${key}` : key, message] as const,
      ),
    ),
  )
}
