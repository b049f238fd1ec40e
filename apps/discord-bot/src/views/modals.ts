import { ComponentType, TextInputStyle } from 'discord.js'
import type { ModalView } from '../discord/discord-port.ts'
import { formatCustomId, type ComponentId } from '../components/custom-id.ts'
import type { Say } from '../i18n/texts.ts'
import { maxPromptLength } from '../pipeline/check-request.ts'

/** The field of every modal. */
export const modalField = 'text'

function textModal(id: ComponentId, title: string, label: string, value: string, maxLength: number): ModalView {
  const input = {
    type: ComponentType.TextInput,
    custom_id: modalField,
    style: TextInputStyle.Paragraph,
    required: true,
    min_length: 1,
    max_length: maxLength,
    ...(value !== '' && { value: value.slice(0, maxLength) }),
  } as const
  return { custom_id: formatCustomId(id), title, components: [{ type: ComponentType.Label, label, component: input }] }
}

export function promptModal(draftId: string, prompt: string, say: Say): ModalView {
  const id = { verb: 'promptModal', subject: draftId } as const
  return textModal(id, say('promptTitle'), say('promptLabel'), prompt, maxPromptLength)
}

export function editModal(draftId: string, prompt: string, say: Say): ModalView {
  const id = { verb: 'editModal', subject: draftId } as const
  return textModal(id, say('editTitle'), say('editLabel'), prompt, maxPromptLength)
}

export function reportModal(jobId: string, say: Say): ModalView {
  const id = { verb: 'reportModal', subject: jobId } as const
  return textModal(id, say('reportModalTitle'), say('reportLabel'), '', 500)
}
