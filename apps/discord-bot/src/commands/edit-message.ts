import type { Command } from '../pipeline/handler.ts'
import { startEdit } from '../pipeline/start-edit.ts'

/** The message command *Edit with Flux*: one image opens the modal at once, of several one is chosen first. */
export const editMessage: Command = {
  run: (tools, conversation) => startEdit(tools, conversation, {}),
}
