import { languageFor } from '@fluxkit/messages'
import * as vscode from 'vscode'
import { readMessages } from './read-messages.ts'
import { english, type Texts, textsIn } from '../language/translator.ts'

let loaded: Texts | undefined

/** The sentences in the language of the editor, which doesn't change while it runs. Their file is read on first use. */
export function texts(): Texts {
  loaded ??= inLanguage(vscode.env.language)
  return loaded
}

/** One of these sentences. */
export const t: Texts['t'] = (key, ...values) => texts().t(key, ...values)

function inLanguage(wanted: string): Texts {
  const language = languageFor(wanted)
  const messages = language === 'en' ? undefined : readMessages(language)
  return messages === undefined ? english : textsIn(language, messages)
}
