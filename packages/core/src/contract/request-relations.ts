import { issueOf, type RequestIssue } from './request-issue.ts'
import { checkExtra } from './extra-fields.ts'
import { asObject } from './json.ts'
import { defaultModelIds, findRules, type ModelRules, type ModelAction, modelRules } from './models.ts'
import { show } from './show.ts'
import { checkSize } from './size.ts'

/** What no field can say about itself: the action and size of a model, and fields that are passed through. */
export function checkTogether(action: ModelAction, fields: Readonly<Record<string, unknown>>): RequestIssue[] {
  const { model: id = defaultModelIds[action], size, extra } = fields
  const model = typeof id === 'string' && !isUnchecked(fields) ? findRules(id) : undefined
  return [...(model ? checkModel(model, action, size) : []), ...checkExtra(asObject(extra) ?? {})]
}

/** Does the caller take it on themselves what the service thinks of action, model and size? */
export function isUnchecked(fields: Readonly<Record<string, unknown>>): boolean {
  return fields['unchecked'] === true || fields['allowUnknownModel'] === true
}

function checkModel(model: ModelRules, action: ModelAction, size: unknown): RequestIssue[] {
  if (!model.actions.includes(action)) {
    const able = modelRules.filter(({ actions }) => actions.includes(action)).map(({ id }) => id)
    return [
      {
        field: 'model',
        message: `model ${model.id}: cannot ${action}; use ${orList(able)}`,
        nearest: defaultModelIds[action],
      },
    ]
  }
  const check = typeof size === 'string' ? checkSize(model, size, { action }) : undefined
  if (!check || check.ok) return []
  return [issueOf('size', `size ${show(size)}: ${check.rule}`, check.nearest)]
}

function orList(words: readonly string[]): string {
  return [words.slice(0, -1).join(', '), ...words.slice(-1)].filter(Boolean).join(' or ')
}
