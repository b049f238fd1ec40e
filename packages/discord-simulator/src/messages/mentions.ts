import { isObject, type JsonObject } from '../json.ts'
import { noPings, type Pings } from '../state/message.ts'

export interface MentionRules {
  /** `allowed_mentions` of the request. */
  readonly allowed: unknown
  /** Interaction replies without `allowed_mentions` notify users only; channel messages everybody that the text names. */
  readonly isInteractionReply: boolean
  readonly mayMentionEveryone: boolean
  readonly isUser: (id: string) => boolean
  /** undefined: no such role here. */
  readonly roleIsMentionable: (id: string) => boolean | undefined
}

/** Who gets notified by a text. Mentions inside code do not count; nothing else in Discord's markdown hides them. */
export function findPings(text: string, rules: MentionRules): Pings {
  const visible = text.replaceAll(/```[\s\S]*?```|``[\s\S]*?``|`[^`]*`/gu, ' ')
  const allowed = allowedMentions(rules)
  const userIds = idsIn(visible, /<@!?(\d{1,20})>/gu).filter((id) => rules.isUser(id) && allowed.user(id))
  const roleIds = idsIn(visible, /<@&(\d{1,20})>/gu).filter((id) => {
    const mentionable = rules.roleIsMentionable(id)
    return mentionable !== undefined && (mentionable || rules.mayMentionEveryone) && allowed.role(id)
  })
  const everyone = /@(?:everyone|here)\b/u.test(visible) && allowed.everyone && rules.mayMentionEveryone
  if (userIds.length === 0 && roleIds.length === 0 && !everyone) return noPings
  return { everyone, userIds, roleIds }
}

function idsIn(text: string, pattern: RegExp): string[] {
  return [...new Set(Array.from(text.matchAll(pattern), (match) => match[1] ?? ''))]
}

interface Allowed {
  readonly everyone: boolean
  readonly user: (id: string) => boolean
  readonly role: (id: string) => boolean
}

function allowedMentions({ allowed, isInteractionReply }: MentionRules): Allowed {
  if (!isObject(allowed)) {
    return { everyone: !isInteractionReply, user: () => true, role: () => !isInteractionReply }
  }
  const parse = strings(allowed, 'parse')
  const users = strings(allowed, 'users')
  const roles = strings(allowed, 'roles')
  return {
    everyone: parse.includes('everyone'),
    user: (id) => parse.includes('users') || users.includes(id),
    role: (id) => parse.includes('roles') || roles.includes(id),
  }
}

function strings(object: JsonObject, key: string): unknown[] {
  const value = object[key]
  return Array.isArray(value) ? value : []
}
