import * as z from 'zod/mini'
import {
  docsOfFields,
  type FieldDocs,
  fieldEntries,
  type RequestField as FieldRules,
  type requestFields as rules,
  type RequestFieldName,
} from './request-fields.ts'

/** All that Fluxkit knows about one field of a request. */
export interface RequestField extends FieldRules, FieldDocs {}

/** The schemas of a field as part of an object. */
type InObject<Field> = Field extends { readonly required: true }
  ? Field
  : { readonly [Key in keyof Field]: Field[Key] extends z.ZodMiniType ? z.ZodMiniOptional<Field[Key]> : Field[Key] }

type DocumentedFields = { readonly [Name in RequestFieldName]: InObject<(typeof rules)[Name]> & FieldDocs }

function inObject({ schema, editSchema, uncheckedSchema, ...field }: FieldRules): FieldRules {
  const optional = (own: z.ZodMiniType): z.ZodMiniType => (field.required ? own : z.optional(own))
  return {
    ...field,
    schema: optional(schema),
    ...(editSchema && { editSchema: optional(editSchema) }),
    ...(uncheckedSchema && { uncheckedSchema: optional(uncheckedSchema) }),
  }
}

const docs = docsOfFields()

/** Every field of a request, for forms, help texts, and tests that compare options with them. */
export const requestFields: DocumentedFields = Object.fromEntries(
  fieldEntries.map(([name, field]) => [name, { ...inObject(field), ...docs[name] }]),
) as never
