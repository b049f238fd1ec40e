import type { Context } from '../context.ts'
import { FaultSyntaxError, parseFault } from '../faults/fault.ts'
import { json } from '../http/json.ts'
import { readBody } from '../bodies/read-body.ts'
import { summarise } from '../tasks/task-summary.ts'

const maxBodyBytes = 65_536
const maxListed = 500

/** Pages of other origins may not turn the sandbox's knobs: a browser says where a request comes from. */
function isForeign(request: Request): boolean {
  const origin = request.headers.get('origin')
  return origin !== null && origin !== new URL(request.url).origin
}

function problem(message: string, status = 400): Response {
  return json({ error: message }, status)
}

export function getStats(context: Context): Response {
  return json(context.stats)
}

export function getTasks(context: Context): Response {
  return json({ tasks: context.store.list(maxListed).map((task) => summarise(task)) })
}

export function getFaults(context: Context): Response {
  return json({ faults: context.faults.list() })
}

export async function addFaults(context: Context, request: Request): Promise<Response> {
  if (isForeign(request)) return problem('Only from the same origin.', 403)
  const bytes = await readBody(request, maxBodyBytes)
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(bytes))
    const faults = (Array.isArray(body) ? body : [body]).map((fault) => parseFault(fault))
    for (const fault of faults) context.faults.add(fault)
    return getFaults(context)
  } catch (error) {
    return problem(
      error instanceof FaultSyntaxError ? error.message : 'The body is a fault, or a list of faults, in JSON.',
    )
  }
}

export function clearFaults(context: Context, request: Request): Response {
  if (isForeign(request)) return problem('Only from the same origin.', 403)
  context.faults.clear()
  context.promptFaults.clear()
  return getFaults(context)
}

export function reset(context: Context, request: Request): Response {
  if (isForeign(request)) return problem('Only from the same origin.', 403)
  context.reset()
  return json({ ok: true })
}
