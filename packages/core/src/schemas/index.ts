// The contract as zod schemas. Requests have no transforms, so that `z.toJSONSchema` works on them; answers are read
// leniently: a field of an unexpected type counts as absent.
export {
  batchSchema,
  costSchema,
  imageSchema,
  responseSchema,
  serviceErrorSchema,
  submissionSchema,
  taskSchema,
  uploadSchema,
} from '../contract/answer-schemas.ts'
export { modelActionSchema, modelIdSchema, ratioSchema, sizeSchema } from '../contract/choice-schemas.ts'
export { type RequestField, requestFields } from '../contract/documented-fields.ts'
export type { RequestFieldName } from '../contract/request-fields.ts'
export {
  editRequestSchema,
  fluxRequestSchema,
  generateRequestSchema,
  requestShapes,
} from '../contract/request-schemas.ts'
