/** Messages by section and key, as a file in `languages/` holds them. */
export type LanguageFile = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Which sections an app gets. Keys of `charge`, `error` and `model` keep the name of their section: `error.moderated.message`. */
export const appSections = {
  bot: ['model', 'bot', 'discord'],
  cli: ['charge', 'error', 'model', 'cli'],
  // Its buttons are the advice.
  extension: ['charge', 'error.message', 'model', 'extension'],
  // Answers that models read are English.
  server: ['charge', 'server'],
} as const

export type App = keyof typeof appSections

const shared: ReadonlySet<string> = new Set(['charge', 'error', 'model'])

/** `error.message` is what ends in `.message` of the section `error`. */
function keysOf(selection: string, file: LanguageFile): readonly (readonly [key: string, message: string])[] {
  const [section = '', part] = selection.split('.')
  const messages = Object.entries(file[section] ?? {}).filter(([key]) => part === undefined || key.endsWith(`.${part}`))
  return messages.map(([key, message]) => [shared.has(section) ? `${section}.${key}` : key, message])
}

/** The messages of an app by the keys that its code uses. */
export function messagesFor(app: App, file: LanguageFile): ReadonlyMap<string, string> {
  return new Map(appSections[app].flatMap((selection) => keysOf(selection, file)))
}
