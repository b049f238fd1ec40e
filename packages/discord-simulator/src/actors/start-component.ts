import type { JsonObject } from '../json.ts'
import type { InteractionRecord } from '../state/interaction.ts'
import type { MessageRecord } from '../state/message.ts'
import { fillModal, type ModalValue } from './fill-modal.ts'
import { contextOf, installationOf } from './find-command.ts'
import type { UserInChannel } from './start-command.ts'
import { startInteraction } from './start-interaction.ts'

/** Uses a button or a menu of a message. */
export function startComponent(
  { backend, user, channel }: UserInChannel,
  source: MessageRecord,
  data: JsonObject,
): InteractionRecord {
  // The user who added the app with the first command stays its owner here.
  const owners = source.interaction?.owners
  const installation =
    owners === undefined
      ? installationOf(backend, undefined, user, channel)
      : { owners, userInstallOnly: owners['0'] === undefined }
  return startInteraction(backend, {
    type: 3,
    user,
    channel,
    installation,
    context: contextOf(channel),
    data,
    name: source.interaction?.name ?? '',
    source,
  })
}

/** Sends the modal that an interaction opened. @throws {ActorError} for a field that it doesn't have */
export function startModal(
  { backend, user, channel }: UserInChannel,
  opened: InteractionRecord,
  modal: JsonObject,
  values: Readonly<Record<string, ModalValue>>,
): InteractionRecord {
  const { components, resolved } = fillModal(backend, channel.id, modal, values)
  return startInteraction(backend, {
    type: 5,
    user,
    channel,
    installation: installationOf(backend, undefined, user, channel),
    context: contextOf(channel),
    data: { custom_id: modal['custom_id'], components, resolved },
    name: opened.metadata?.name ?? '',
    source: channel.messages.get(opened.sourceMessageId ?? ''),
    triggering: opened.metadata,
  })
}
