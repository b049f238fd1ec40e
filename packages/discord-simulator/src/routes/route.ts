import type { Backend } from '../backend.ts'
import type { RestAnswer, RestRequest } from '../requests/request.ts'

type Params = Readonly<Record<string, string>>

/** One operation of the REST API. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** As in Discord's document, e.g. `/channels/{channel_id}/messages`. */
  readonly template: string
  /** `bot`: needs the bot's token. `none`: open to all who know the path, as with interaction tokens. */
  readonly auth: 'bot' | 'none'
  readonly handle: (backend: Backend, request: RestRequest, params: Params) => RestAnswer | Promise<RestAnswer>
}

export interface RouteMatch {
  readonly route: Route
  readonly params: Params
}
