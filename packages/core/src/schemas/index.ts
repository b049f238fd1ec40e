// The contract as zod schemas. Requests have no transforms, so that `z.toJSONSchema` works on them.
export { type RequestField, type RequestFieldName, requestFields } from '../contract/request-fields.ts'
export {
  editRequestSchema,
  fluxRequestSchema,
  generateRequestSchema,
  requestShapes,
} from '../contract/request-schemas.ts'
