import { checkRequest } from '../contract/check-request.ts'
import { asObject } from '../contract/json.ts'
import type { ModelAction } from '../contract/models.ts'
import type { LooseFluxRequest } from '../contract/request-schemas.ts'
import { InvalidRequestError } from '../errors/request-errors.ts'

/** The request of a method that has its action in its name. @throws {InvalidRequestError} when it isn't an object */
export function withAction<Action extends ModelAction>(
  request: object,
  action: Action,
): LooseFluxRequest & { readonly action: Action } {
  if (!asObject(request)) throw new InvalidRequestError(checkRequest(request as never))
  return { ...request, action } as never
}
