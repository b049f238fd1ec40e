import { answerInteraction } from './callback.ts'
import { deleteWebhookMessage, editWebhookMessage, followUp, getWebhookMessage } from './webhook-messages.ts'
import type { Route } from './route.ts'

const webhook = '/webhooks/{webhook_id}/{webhook_token}'

export const interactionRoutes: readonly Route[] = [
  {
    method: 'POST',
    template: '/interactions/{interaction_id}/{interaction_token}/callback',
    auth: 'none',
    handle: (backend, request, params) =>
      answerInteraction(backend, request, params['interaction_id'] ?? '', params['interaction_token'] ?? ''),
  },
  {
    method: 'POST',
    template: webhook,
    auth: 'none',
    handle: (backend, request, params) =>
      followUp(backend, request, params['webhook_id'] ?? '', params['webhook_token'] ?? ''),
  },
  ...['@original', '{message_id}'].flatMap((id): Route[] => {
    const template = `${webhook}/messages/${id}`
    const messageId = (params: Readonly<Record<string, string>>): string => params['message_id'] ?? '@original'
    return [
      {
        method: 'GET',
        template,
        auth: 'none',
        handle: (backend, _request, params) =>
          getWebhookMessage(backend, params['webhook_id'] ?? '', params['webhook_token'] ?? '', messageId(params)),
      },
      {
        method: 'PATCH',
        template,
        auth: 'none',
        handle: (backend, request, params) =>
          editWebhookMessage(
            backend,
            request,
            params['webhook_id'] ?? '',
            params['webhook_token'] ?? '',
            messageId(params),
          ),
      },
      {
        method: 'DELETE',
        template,
        auth: 'none',
        handle: (backend, _request, params) =>
          deleteWebhookMessage(backend, params['webhook_id'] ?? '', params['webhook_token'] ?? '', messageId(params)),
      },
    ]
  }),
]
