import * as z from 'zod/mini'
import type { Check } from './field-checks.ts'
import {
  docsOfFields,
  type FieldDocs,
  fieldEntries,
  type RequestField as FieldRules,
  type requestFields as rules,
  type RequestFieldName,
} from './request-fields.ts'
import { issueOf } from './request-issue.ts'

/** All that Fluxkit knows about one field of a request. */
export interface RequestField extends Omit<FieldRules, 'check' | 'editCheck' | 'uncheckedCheck'>, FieldDocs {
  readonly schema: z.ZodMiniType
  /** Replaces `schema` on an edit. */
  readonly editSchema?: z.ZodMiniType
  /** Replaces both when the request says `unchecked`. */
  readonly uncheckedSchema?: z.ZodMiniType
}

/** `check` → `schema`, `editCheck` → `editSchema`. */
type SchemaName<Key> = Key extends 'check' ? 'schema' : Key extends `${infer Case}Check` ? `${Case}Schema` : Key
type SchemaOf<Value, IsRequired> = IsRequired extends true
  ? z.ZodMiniType<Value, Value>
  : z.ZodMiniOptional<z.ZodMiniType<Value, Value>>

/** A field with the schemas that it has as part of an object. */
type WithSchemas<Field> = {
  readonly [Key in keyof Field as SchemaName<Key>]: Field[Key] extends Check<infer Value>
    ? SchemaOf<Value, Field extends { readonly required: true } ? true : false>
    : Field[Key]
}

type DocumentedFields = { readonly [Name in RequestFieldName]: WithSchemas<(typeof rules)[Name]> & FieldDocs }

function withSchemas({ check, editCheck, uncheckedCheck, ...field }: FieldRules): Omit<RequestField, keyof FieldDocs> {
  const schemaOf = (isValid: Check<unknown>, action: string): z.ZodMiniType => {
    const error = ({ input }: { readonly input?: unknown }): string => {
      const { message, nearest } = field.explain(input, action)
      return issueOf('', message, nearest).message
    }
    const schema = z.unknown().check(z.refine(isValid, { error }))
    return field.required ? schema : z.optional(schema)
  }
  return {
    ...field,
    schema: schemaOf(check, 'generate'),
    ...(editCheck && { editSchema: schemaOf(editCheck, 'edit') }),
    ...(uncheckedCheck && { uncheckedSchema: schemaOf(uncheckedCheck, '') }),
  }
}

const docs = docsOfFields()

/** Every field of a request, for forms, help texts, and tests that compare options with them. */
export const requestFields: DocumentedFields = Object.fromEntries(
  fieldEntries.map(([name, field]) => [name, { ...withSchemas(field), ...docs[name] }]),
) as never
