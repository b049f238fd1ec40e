import { nearestWord } from './nearest-word.ts'
import type { FieldProblem } from './request-fields.ts'
import { show } from './show.ts'

/** What is wrong with a field that an action does not have, and the field that was probably meant. */
export function unknownField(name: string, action: string, known: readonly string[]): FieldProblem {
  return { message: `${show(name)}: not a field of ${action}`, nearest: nearestWord(name, known) }
}
