import { readFileSync } from 'node:fs'
import { isObject, objectsIn, textOf, type JsonObject } from '../json.ts'
import { findDocument } from './find-document.ts'
import { ownRules } from './own-rules.ts'
import { createValidators, type Validators } from './validators.ts'

/** Something that Discord's document does not allow. */
export interface ValidationFailure {
  readonly direction: 'request' | 'answer'
  /** Name in the document, e.g. `create_message`. */
  readonly operation: string
  readonly method: string
  readonly route: string
  /** For responses: their status. */
  readonly status?: number
  /** `path message` each; no contents. */
  readonly problems: readonly string[]
}

/** A request as the validator sees it; `payload_json` is unwrapped already. */
export interface ValidatedRequest {
  readonly method: string
  /** As in the document. */
  readonly route: string
  readonly query: URLSearchParams
  readonly json: unknown
}

export interface RequestValidator {
  /** `validating`, or `skipped: …` with the reason. */
  readonly status: string
  /** Requests and responses that were validated. */
  readonly checked: number
  readonly failures: readonly ValidationFailure[]
  /** Hands the failures over and forgets them: for tests that send wrong requests on purpose. */
  takeFailures(): ValidationFailure[]
  /** @throws ValidationError when there are failures */
  assertClean(): void
  request(request: ValidatedRequest): void
  answer(request: ValidatedRequest, status: number, body: unknown): void
}

export class ValidationError extends Error {
  override readonly name = 'ValidationError'
  readonly failures: readonly ValidationFailure[]

  constructor(failures: readonly ValidationFailure[]) {
    super(`Discord's document does not allow:\n${failures.map(describe).join('\n')}`)
    this.failures = failures
  }
}

function describe({ direction, method, route, status, problems }: ValidationFailure): string {
  const what = direction === 'request' ? 'request' : `answer ${status}`
  return [`- ${what} of ${method} ${route}`, ...problems.map((problem) => `    ${problem}`)].join('\n')
}

interface OpenDocument {
  readonly paths: Readonly<Record<string, JsonObject>>
  readonly responses: JsonObject
  readonly validators: Validators
}

/** @param openApiPath see {@link findDocument} */
export function createRequestValidator(openApiPath?: string): RequestValidator {
  const path = findDocument(openApiPath, process.env, process.cwd())
  if (path === undefined)
    return createIdleValidator("skipped: Discord's OpenAPI document is not there (FLUXKIT_DISCORD_OPENAPI)")
  return createWorkingValidator(() => openDocument(path))
}

/** Read on first use and kept for the process: reading and compiling takes half a second, and tests start many simulators. */
const opened = new Map<string, OpenDocument>()

function openDocument(path: string): OpenDocument {
  const known = opened.get(path)
  if (known !== undefined) return known
  const document = JSON.parse(readFileSync(path, 'utf8')) as {
    paths: Record<string, JsonObject>
    components: { schemas: Record<string, JsonObject>; responses: JsonObject }
  }
  const { schemas, responses } = document.components
  const open = { paths: document.paths, responses, validators: createValidators(schemas) }
  opened.set(path, open)
  return open
}

function createIdleValidator(status: string): RequestValidator {
  return {
    status,
    checked: 0,
    failures: [],
    takeFailures: () => [],
    assertClean: () => undefined,
    request: () => undefined,
    answer: () => undefined,
  }
}

function createWorkingValidator(open: () => OpenDocument): RequestValidator {
  const failures: ValidationFailure[] = []
  let checked = 0

  function record(request: ValidatedRequest, problems: readonly string[], status?: number): void {
    checked += 1
    if (problems.length === 0) return
    failures.push({
      direction: status === undefined ? 'request' : 'answer',
      operation: textOf(operationOf(open(), request)?.['operationId'], 'unknown'),
      method: request.method,
      route: request.route,
      ...(status !== undefined && { status }),
      problems,
    })
  }

  return {
    status: 'validating',
    get checked() {
      return checked
    },
    get failures() {
      return failures
    },
    takeFailures: () => failures.splice(0),
    assertClean() {
      if (failures.length > 0) throw new ValidationError(failures.splice(0))
    },
    request(request) {
      record(request, requestProblems(open(), request))
    },
    answer(request, status, body) {
      if (status < 500) record(request, answerProblems(open(), request, status, body), status)
    },
  }
}

function operationOf(document: OpenDocument, { method, route }: ValidatedRequest): JsonObject | undefined {
  const operation = document.paths[route]?.[method.toLowerCase()]
  return isObject(operation) ? operation : undefined
}

function jsonSchema(holder: unknown): unknown {
  const content = isObject(holder) ? holder['content'] : undefined
  const json = isObject(content) ? content['application/json'] : undefined
  return isObject(json) ? json['schema'] : undefined
}

function requestProblems(document: OpenDocument, request: ValidatedRequest): string[] {
  const operation = operationOf(document, request)
  if (operation === undefined) return [`there is no operation ${request.method} ${request.route}`]
  return [
    ...queryProblems(document, operation, request.query),
    ...bodyProblems(document, operation, request.json),
    ...ownRules(textOf(operation['operationId']), request.json),
  ]
}

function queryProblems(document: OpenDocument, operation: JsonObject, query: URLSearchParams): string[] {
  const known = objectsIn(operation['parameters']).filter((parameter) => parameter['in'] === 'query')
  return Array.from(query).flatMap(([name, value]) => {
    const parameter = known.find((one) => one['name'] === name)
    if (parameter === undefined) return [`?${name} is not a parameter of this operation`]
    return document.validators
      .request(parameter['schema'])(fromQuery(value))
      .map((problem) => `?${name} ${problem}`)
  })
}

/** Values of a query are texts; numbers and booleans are meant. Ids stay texts. */
function fromQuery(value: string): unknown {
  if (value === 'true' || value === 'false') return value === 'true'
  return /^\d{1,9}$/u.test(value) ? Number(value) : value
}

function bodyProblems(document: OpenDocument, operation: JsonObject, json: unknown): string[] {
  const body = operation['requestBody']
  if (!isObject(body)) return json === undefined ? [] : ['/ this operation takes no body']
  if (json === undefined) return body['required'] === true ? ['/ the body is missing'] : []
  const schema = jsonSchema(body)
  return schema === undefined ? [] : document.validators.request(schema)(json)
}

function answerProblems(document: OpenDocument, request: ValidatedRequest, status: number, body: unknown): string[] {
  const operation = operationOf(document, request)
  if (operation === undefined) return []
  const responses = isObject(operation['responses']) ? operation['responses'] : {}
  const response = resolve(document, responses[String(status)] ?? responses[`${Math.floor(status / 100)}XX`])
  if (response === undefined) return [`status ${status} is not an answer of this operation`]
  const schema = jsonSchema(response)
  if (schema === undefined) return body === undefined ? [] : ['/ this answer has no body']
  return document.validators.answer(schema)(body)
}

function resolve(document: OpenDocument, response: unknown): unknown {
  const ref = isObject(response) ? response['$ref'] : undefined
  return typeof ref === 'string' ? document.responses[ref.split('/').at(-1) ?? ''] : response
}
