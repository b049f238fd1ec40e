import * as z from 'zod/mini'
import { checkNames } from './check-names.ts'
import { asObject } from './json.ts'
import { issueOf, type RequestIssue } from './request-issue.ts'
import type { ModelAction } from './models.ts'
import { fieldEntries, type RequestField } from './request-fields.ts'
import { checkTogether, isUnchecked } from './request-relations.ts'
import type { LooseFluxRequest } from './request-schemas.ts'
import { show } from './show.ts'

const fieldsOf = { generate: fieldsFor('generate'), edit: fieldsFor('edit') }

function fieldsFor(action: ModelAction) {
  const known = fieldEntries.filter(([, { actions }]) => actions.includes(action))
  return { known, names: ['action', ...known.map(([name]) => name)] }
}

/**
 * Everything that is wrong with a request, before anything is sent; empty when it is fine. The same rules as
 * `fluxRequestSchema`, with the nearest valid choice as data, and open to `unchecked` requests. Treats its argument as
 * unknown data, since callers in plain JavaScript have no compiler.
 */
export function checkRequest(request: LooseFluxRequest): RequestIssue[] {
  const fields = asObject(request)
  // Not shown: it may be the prompt.
  if (!fields) return [{ field: 'request', message: 'request: must be an object' }]
  const { action } = fields
  if (action !== 'generate' && action !== 'edit') {
    return [{ field: 'action', message: `action ${show(action)}: must be "generate" or "edit"` }]
  }
  const { known, names } = fieldsOf[action]
  const unchecked = isUnchecked(fields)
  const together = checkTogether(action, fields)
  return [
    ...checkNames(`a field of ${action}`, fields, names),
    ...known.flatMap(([name, field]) => {
      // A size that cannot be read is explained by what its model takes, not a second time by how a size looks.
      const related = together.filter((issue) => issue.field.split('.')[0] === name)
      return related.length > 0 ? related : checkField(name, field, fields[name], action, unchecked)
    }),
  ]
}

function checkField(
  name: string,
  { schema, editSchema = schema, uncheckedSchema, required, explain }: RequestField,
  value: unknown,
  action: ModelAction,
  unchecked: boolean,
): RequestIssue[] {
  if (value === undefined && !required) return []
  const usual = action === 'edit' ? editSchema : schema
  if (z.safeParse(unchecked ? (uncheckedSchema ?? usual) : usual, value).success) return []
  const { message, nearest } = explain(value, unchecked ? undefined : action)
  return [issueOf(name, message, nearest)]
}
