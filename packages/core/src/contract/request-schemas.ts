import * as z from 'zod/mini'
import type { FluxModelId, FluxSize, ModelAction, SizeFor } from './models.ts'
import { checkNames } from './check-names.ts'
import { checkTogether } from './request-relations.ts'
import { type RequestField, requestFields } from './documented-fields.ts'

type Fields = typeof requestFields
type SchemaOf<Field, Action extends ModelAction> = Field extends { readonly editSchema: infer EditSchema }
  ? Action extends 'edit'
    ? EditSchema
    : Field['schema' & keyof Field]
  : Field['schema' & keyof Field]

/** The part of the table that an action has. */
type ShapeOf<Action extends ModelAction> = {
  -readonly [Name in keyof Fields as Action extends Fields[Name]['actions'][number] ? Name : never]: SchemaOf<
    Fields[Name],
    Action
  >
}

/** The shape of an action, with the descriptions that JSON Schema shows. */
function shapeOf<Action extends ModelAction>(action: Action): ShapeOf<Action> {
  const shape = Object.entries<RequestField>(requestFields).flatMap(([name, field]) => {
    if (!field.actions.includes(action)) return []
    const { description, json, editJson = json, schema, editSchema = schema } = field
    const [own, limits] = action === 'edit' ? [editSchema, editJson] : [schema, json]
    return [[name, own.check(z.meta({ description, ...limits }))] as const]
  })
  return Object.fromEntries(shape) as never
}

function unknownNames(action: ModelAction, keys: readonly string[], known: readonly string[]): string {
  const given = Object.fromEntries(keys.map((key) => [key, true]))
  const issues = checkNames(`a field of ${action}`, given, known)
  return issues.map(({ message }) => message).join('. ')
}

/** Unknown fields are refused with the nearest name; fields that depend on each other are checked together. */
function requestOf<Shape extends z.core.$ZodShape>(action: ModelAction, shape: Shape) {
  const names = Object.keys(shape)
  const error = (issue: { readonly code?: string; readonly keys?: readonly string[] }): string | undefined =>
    issue.keys && unknownNames(action, issue.keys, names)
  return z.strictObject(shape, { error: error as never }).check(({ value, issues }) => {
    for (const { field, message } of checkTogether(action, value)) {
      issues.push({ code: 'custom', message, path: field.split('.'), input: value })
    }
  })
}

/** The fields of either action as schemas with descriptions, to build forms and tools that need only some of them. */
export const requestShapes = { generate: shapeOf('generate'), edit: shapeOf('edit') }

/** What `generate` takes. Sizes are checked against the model. */
export const generateRequestSchema = requestOf('generate', requestShapes.generate)
/** What `edit` takes. */
export const editRequestSchema = requestOf('edit', requestShapes.edit)
/** What `submit` takes: either of them, with its `action`. */
export const fluxRequestSchema = z.discriminatedUnion(
  'action',
  [
    requestOf('generate', { action: z.literal('generate'), ...requestShapes.generate }),
    requestOf('edit', { action: z.literal('edit'), ...requestShapes.edit }),
  ],
  { error: 'action: must be "generate" or "edit"' },
)

type Fixed<Schema> = Readonly<Omit<z.infer<Schema>, 'model' | 'size' | 'count' | 'unchecked' | 'allowUnknownModel'>>

/**
 * What a call may contain: a literal must be a known model, unless it is sent unchecked. What is only known as `string`
 * (from a form, a file, a database) compiles, and is checked at run time.
 */
type ModelOf<Model extends string, Unchecked> = Unchecked extends true
  ? string
  : string extends Model
    ? string
    : Model extends FluxModelId
      ? Model
      : FluxModelId

/** Likewise: a literal must be a size that the model takes in some edition. */
type SizeOf<Model extends string, Size extends string, Unchecked> = Unchecked extends true
  ? string
  : string extends Size
    ? string
    : string extends Model
      ? FluxSize
      : SizeFor<Extract<Model, FluxModelId>>

/**
 * A request for new images. The parameters are inferred from a call, so that mistakes in literals do not compile:
 * `Model`, `Size` as written, `Unchecked` true with `unchecked: true`.
 */
export interface GenerateRequest<
  Model extends string = FluxModelId,
  Size extends string = FluxSize,
  Unchecked extends boolean = false,
> extends Fixed<typeof generateRequestSchema> {
  readonly model?: ModelOf<Model, Unchecked> | undefined
  readonly size?: SizeOf<Model, Size, Unchecked> | undefined
  readonly count?: number | undefined
  readonly unchecked?: Unchecked | undefined
  readonly allowUnknownModel?: Unchecked | undefined
}

/** A request for a changed image; parameters as for {@link GenerateRequest}. */
export interface EditRequest<
  Model extends string = FluxModelId,
  Size extends string = FluxSize,
  Unchecked extends boolean = false,
> extends Fixed<typeof editRequestSchema> {
  readonly model?: ModelOf<Model, Unchecked> | undefined
  readonly size?: SizeOf<Model, Size, Unchecked> | undefined
  readonly count?: (Unchecked extends true ? number : 1) | undefined
  readonly unchecked?: Unchecked | undefined
  readonly allowUnknownModel?: Unchecked | undefined
}

/** Either of them. */
export type FluxRequest<
  Model extends string = FluxModelId,
  Size extends string = FluxSize,
  Unchecked extends boolean = false,
> =
  | ({ readonly action: 'generate' } & GenerateRequest<Model, Size, Unchecked>)
  | ({ readonly action: 'edit' } & EditRequest<Model, Size, Unchecked>)

interface LooseFields {
  readonly model?: string | undefined
  readonly size?: string | undefined
  readonly count?: number | undefined
  readonly unchecked?: boolean | undefined
  readonly allowUnknownModel?: boolean | undefined
}

/**
 * A request whose values are only known at run time: read from a form, a file or a command line. `checkRequest` says
 * what is wrong with it, and every method of the client takes it.
 */
export type LooseFluxRequest =
  | ({ readonly action: 'generate' } & Fixed<typeof generateRequestSchema> & LooseFields)
  | ({ readonly action: 'edit' } & Fixed<typeof editRequestSchema> & LooseFields)
