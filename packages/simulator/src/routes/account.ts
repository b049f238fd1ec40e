import { accountOf } from '../accounts/account.ts'
import { authenticate } from '../accounts/tokens.ts'
import type { Context } from '../context.ts'
import { errorAnswer, json } from '../http/json.ts'

/** The platform pages its lists like this. */
const defaultLimit = 12

/** A list that only a token of the platform may see. */
function list(context: Context, request: Request, items: (query: URLSearchParams) => readonly unknown[]): Response {
  const bearer = authenticate(request.headers.get('authorization'), 'platform', context.platformTokens)
  if ('code' in bearer) return errorAnswer(bearer, context.newId())
  const { searchParams } = new URL(request.url)
  const all = items(searchParams)
  const offset = Number(searchParams.get('offset') ?? 0) || 0
  const limit = Number(searchParams.get('limit') ?? defaultLimit) || defaultLimit
  return json({ count: all.length, items: all.slice(offset, offset + limit) })
}

/** `GET /api/v1/usage/apis/?trace_id=…` of the platform: was this charged? */
export function listUsage(context: Context, request: Request): Response {
  return list(context, request, (query) => context.usage.rows(query.get('trace_id') ?? undefined))
}

/** `GET /api/v1/applications/` of the platform: an application for each API token seen, with its balance. */
export function listApplications(context: Context, request: Request): Response {
  const { ledger } = context
  return list(context, request, () => {
    const tokens = ledger.tokens.length > 0 ? ledger.tokens : ['']
    return tokens.map((token) => {
      const { application_id: id, user_id, api_id } = accountOf(token)
      return { id, user_id, api_id, remaining_amount: ledger.balanceOf(token), used_amount: ledger.spentBy(token) }
    })
  })
}
