import { createTranslate, type Translate } from '@fluxkit/messages'
import { english, type ServerArguments } from '@fluxkit/messages/server'

/** What answers say beside their own details. The readers are models and programs, so it is English. */
export const t: Translate<ServerArguments> = createTranslate('en', english)
