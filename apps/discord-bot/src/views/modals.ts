import { ComponentType, TextInputStyle, type APIModalInteractionResponseCallbackComponent } from 'discord.js'
import type { ModalView } from '../discord/discord-port.ts'
import { formatCustomId, type ComponentId } from '../discord/custom-id.ts'
import type { BotTranslate } from '../language/translator.ts'
import type { JobRequest } from '../model/job.ts'
import { maxPromptLength } from '../limits/max-prompt-length.ts'
import { cut } from './plain-text.ts'

/** The field of every modal. */
export const modalField = 'text'
/** Those of a modal in which everything can be changed. */
export const detailFields = { model: 'model', size: 'size', count: 'count' } as const

/** Source: "Component Reference", text input. */
const maxDetailLength = 64

function textModal(id: ComponentId, title: string, label: string, value: string, maxLength: number): ModalView {
  const input = {
    type: ComponentType.TextInput,
    custom_id: modalField,
    style: TextInputStyle.Paragraph,
    required: true,
    min_length: 1,
    max_length: maxLength,
    ...(value !== '' && { value: cut(value, maxLength) }),
  } as const
  return { custom_id: formatCustomId(id), title, components: [{ type: ComponentType.Label, label, component: input }] }
}

export function promptModal(draftId: string, prompt: string, t: BotTranslate): ModalView {
  const id = { verb: 'promptModal', subject: draftId } as const
  return textModal(id, t('promptTitle'), t('promptLabel'), prompt, maxPromptLength)
}

/** Everything that a refusal may have been about: prompt, model, size and number. */
export function detailedModal(draftId: string, request: JobRequest, t: BotTranslate): ModalView {
  const { action, prompt, model, size = '', count } = request
  const modal = (action === 'edit' ? editModal : promptModal)(draftId, prompt, t)
  const line = (custom_id: string, label: string, value: string): APIModalInteractionResponseCallbackComponent => ({
    type: ComponentType.Label,
    label,
    component: {
      type: ComponentType.TextInput,
      custom_id,
      style: TextInputStyle.Short,
      required: false,
      max_length: maxDetailLength,
      ...(value !== '' && { value }),
    },
  })
  return {
    ...modal,
    components: [
      ...modal.components,
      line(detailFields.model, t('modelLabel'), model),
      line(detailFields.size, t('sizeLabel'), size),
      ...(action === 'edit' ? [] : [line(detailFields.count, t('countLabel'), String(count))]),
    ],
  }
}

export function editModal(draftId: string, prompt: string, t: BotTranslate): ModalView {
  const id = { verb: 'editModal', subject: draftId } as const
  return textModal(id, t('editTitle'), t('editLabel'), prompt, maxPromptLength)
}

export function reportModal(jobId: string, t: BotTranslate): ModalView {
  const id = { verb: 'reportModal', subject: jobId } as const
  return textModal(id, t('reportModalTitle'), t('reportLabel'), '', 500)
}
