import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import { isObject, type JsonObject } from '../json.ts'
import { applyAnswerDeviations, applyRequestDeviations } from './deviations.ts'
import { rewriteSchema, type Schemas } from './rewrite-schema.ts'

/** Validates a value against a schema of the document. Returns problems as `path message`. */
export type Check = (value: unknown) => string[]

/** Schemas are compiled when they are first needed: the whole document would take seconds. */
export interface Validators {
  request(schema: unknown): Check
  answer(schema: unknown): Check
}

const formats: Readonly<Record<string, (value: string) => boolean>> = {
  uri: (value) => URL.canParse(value),
  'date-time': (value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/u.test(value) && !Number.isNaN(Date.parse(value)),
  snowflake: (value) => /^\d{1,20}$/u.test(value),
  nonce: (value) => value.length <= 25,
}
const numberFormats: Readonly<Record<string, (value: number) => boolean>> = {
  int32: (value) => Number.isInteger(value) && Math.abs(value) <= 2 ** 31,
  int64: (value) => Number.isInteger(value),
  double: () => true,
}

export function createValidators(schemas: Schemas): Validators {
  return {
    request: compiler(applyRequestDeviations(schemas), true),
    answer: compiler(applyAnswerDeviations(schemas), false),
  }
}

function compiler(schemas: Schemas, strict: boolean): (schema: unknown) => Check {
  const ajv = new Ajv2020({ strict: false, allErrors: true, code: { optimize: false } })
  for (const [name, validate] of Object.entries(formats)) ajv.addFormat(name, validate)
  for (const [name, validate] of Object.entries(numberFormats)) ajv.addFormat(name, { type: 'number', validate })
  const rewritten = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, rewriteSchema(schema, schemas, strict)]),
  )
  ajv.addSchema({ $id: 'discord', components: { schemas: rewritten } })
  const checks = new Map<unknown, Check>()
  return (schema) => {
    const known = checks.get(schema)
    if (known !== undefined) return known
    const validate = ajv.compile(absoluteRefs(rewriteSchema(schema, schemas, strict)) as JsonObject)
    const check = (value: unknown): string[] => problems(validate, value)
    checks.set(schema, check)
    return check
  }
}

function absoluteRefs(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(absoluteRefs)
  if (!isObject(schema)) return schema
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string' ? `discord${value}` : absoluteRefs(value),
    ]),
  )
}

const maxProblems = 10

function problems(validate: ValidateFunction, value: unknown): string[] {
  if (validate(value)) return []
  const discriminated = (validate.errors ?? []).filter((error) => error.keyword !== 'if').map(discriminate)
  return [...new Set(discriminated)].slice(0, maxProblems)
}

function discriminate(error: ErrorObject): string {
  const parameters = error.params as Readonly<Record<string, unknown>>
  const detail = parameters['additionalProperty'] ?? parameters['allowedValues']
  const path = error.instancePath === '' ? '/' : error.instancePath
  return `${path} ${error.message ?? error.keyword}${detail === undefined ? '' : ` (${JSON.stringify(detail)})`}`
}
