import { branch } from './branch.ts'
import { isObject, objectsIn, type JsonObject } from '../json.ts'

export type Schema = JsonObject
export type Schemas = Readonly<Record<string, Schema>>

const refPrefix = '#/components/schemas/'

/**
 * The same schema in a form that is quick to check and whose errors can be read: lists of constants become `enum`,
 * "null or something" becomes a branch, and unions whose members differ by `type` become one branch a type.
 * @param strict objects allow no fields beyond those listed, so that misspelled ones are found
 */
export function rewriteSchema(schema: unknown, schemas: Schemas, strict: boolean): unknown {
  if (Array.isArray(schema)) return schema.map((one) => rewriteSchema(one, schemas, strict))
  if (!isObject(schema)) return schema
  const { oneOf, anyOf, ...rest } = schema
  const inner = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, isData(key) ? value : rewriteSchema(value, schemas, strict)]),
  )
  const closed = strict && isPlainObjectSchema(inner) ? { ...inner, additionalProperties: false } : inner
  const members = objectsIn(oneOf ?? anyOf)
  if (members.length === 0) return closed
  return { ...closed, ...rewriteUnion(members, schemas, strict) }
}

/** Keywords whose value is data and no schema. */
function isData(key: string): boolean {
  return key === 'enum' || key === 'const' || key === 'required' || key === 'default'
}

function isPlainObjectSchema(schema: Schema): boolean {
  return schema['type'] === 'object' && isObject(schema['properties']) && !('additionalProperties' in schema)
}

function rewriteUnion(members: readonly Schema[], schemas: Schemas, strict: boolean): Schema {
  if (members.every((member) => 'const' in member)) return { enum: members.map((member) => member['const']) }
  const real = members.filter((member) => member['type'] !== 'null')
  const inner = real.length === 1 ? rewriteSchema(real[0], schemas, strict) : byType(real, schemas, strict)
  if (real.length === members.length) return inner as Schema
  return branch({ type: 'null' }, true, inner)
}

function byType(members: readonly Schema[], schemas: Schemas, strict: boolean): Schema {
  const types = members.map((member) => typesOf(member, schemas))
  const all = types.flatMap((values) => values ?? [])
  const distinct = types.every((values) => values !== undefined) && new Set(all).size === all.length
  if (!distinct) return { anyOf: members.map((member) => rewriteSchema(member, schemas, strict)) }
  return {
    type: 'object',
    required: ['type'],
    properties: { type: { enum: all } },
    allOf: members.map((member, index) =>
      branch(
        { properties: { type: { enum: types[index] } }, required: ['type'] },
        rewriteSchema(member, schemas, strict),
      ),
    ),
  }
}

/** The values of `type` that a member of a union stands for. */
function typesOf(member: Schema, schemas: Schemas): unknown[] | undefined {
  const ref = member['$ref']
  const target = typeof ref === 'string' && ref.startsWith(refPrefix) ? schemas[ref.slice(refPrefix.length)] : member
  const properties = isObject(target) ? target['properties'] : undefined
  const type = isObject(properties) ? properties['type'] : undefined
  return isObject(type) && Array.isArray(type['enum']) ? type['enum'] : undefined
}
