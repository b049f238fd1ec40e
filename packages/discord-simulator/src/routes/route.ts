import type { Backend } from '../backend.ts'
import type { RestAnswer, RestRequest } from '../requests/request.ts'

/** One operation of the REST API. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** As in Discord's document, e.g. `/channels/{channel_id}/messages`. */
  readonly template: string
  /** `bot`: needs the bot's token. `none`: whoever knows the path may, as with interaction tokens. */
  readonly auth: 'bot' | 'none'
  readonly handle: (backend: Backend, request: RestRequest, params: Readonly<Record<string, string>>) => RestAnswer
}

export interface RouteMatch {
  readonly route: Route
  readonly params: Readonly<Record<string, string>>
}

/** Literal segments win over placeholders, as `@original` does over `{message_id}`. */
export function createRouter(routes: readonly Route[]): (method: string, path: string) => RouteMatch | undefined {
  const table = routes
    .map((route) => ({ route, segments: route.template.split('/') }))
    .toSorted((a, b) => placeholders(a.segments) - placeholders(b.segments))
  return (method, path) => {
    const given = path.split('/')
    for (const { route, segments } of table) {
      if (route.method !== method || segments.length !== given.length) continue
      const params: Record<string, string> = {}
      const fits = segments.every((segment, index) => {
        const value = given[index] ?? ''
        if (!segment.startsWith('{')) return segment === value
        params[segment.slice(1, -1)] = decode(value)
        return value !== ''
      })
      if (fits) return { route, params }
    }
    return undefined
  }
}

function placeholders(segments: readonly string[]): number {
  return segments.filter((segment) => segment.startsWith('{')).length
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
