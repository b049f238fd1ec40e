import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findDocument } from './find-document.ts'
import { createRequestValidator, ValidationError, type ValidatedRequest } from './request-validator.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'validator-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

const document = {
  paths: {
    '/things': {
      post: {
        operationId: 'create_thing',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
        },
        responses: {
          200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
          '4XX': { $ref: '#/components/responses/Refusal' },
        },
      },
    },
  },
  components: {
    schemas: {
      Thing: { type: 'object', properties: { part: { oneOf: [{ type: 'null' }, { oneOf: parts() }] } } },
      Wheel: {
        type: 'object',
        properties: { type: { type: 'integer', enum: [1] }, size: { type: 'integer' } },
        required: ['type', 'size'],
      },
      Door: { type: 'object', properties: { type: { type: 'integer', enum: [2] } }, required: ['type'] },
    },
    responses: { Refusal: { content: { 'application/json': { schema: { type: 'object', required: ['code'] } } } } },
  },
}

function parts(): unknown[] {
  return [{ $ref: '#/components/schemas/Wheel' }, { $ref: '#/components/schemas/Door' }]
}

function write(): string {
  const path = join(folder, 'document.json')
  writeFileSync(path, JSON.stringify(document))
  return path
}

const request = (json: unknown): ValidatedRequest => ({
  method: 'POST',
  route: '/things',
  query: new URLSearchParams(),
  json,
})

test('without the document the validator reports that it skips', () => {
  const validator = createRequestValidator(join(folder, 'nowhere.json'))
  validator.request(request({ nonsense: true }))
  expect(validator.status).toMatch(/^skipped: Discord's OpenAPI document is not there/u)
  expect([validator.checked, validator.failures]).toEqual([0, []])
})

test('the document lies beside the workspace, wherever in it one starts', () => {
  mkdirSync(join(folder, 'main', 'packages', 'one'), { recursive: true })
  mkdirSync(join(folder, 'shared', 'data'), { recursive: true })
  writeFileSync(join(folder, 'main', 'pnpm-workspace.yaml'), '')
  const path = join(folder, 'shared', 'data', 'discord-openapi.json')
  expect(findDocument(undefined, {}, join(folder, 'main', 'packages', 'one'))).toBeUndefined()
  writeFileSync(path, '{}')
  expect(findDocument(undefined, {}, join(folder, 'main', 'packages', 'one'))).toBe(path)
})

test('the environment names another place', () => {
  const path = write()
  expect(findDocument(undefined, { FLUXKIT_DISCORD_OPENAPI: path }, '/')).toBe(path)
  expect(findDocument(undefined, { FLUXKIT_DISCORD_OPENAPI: `${path}.gone` }, '/')).toBeUndefined()
})

test('a fault inside a union is named where it is, by the type that was meant', () => {
  const validator = createRequestValidator(write())
  validator.request(request({ part: { type: 1, size: 'large' } }))
  expect(validator.failures).toEqual([
    {
      direction: 'request',
      operation: 'create_thing',
      method: 'POST',
      route: '/things',
      problems: ['/part/size must be integer'],
    },
  ])
})

test('null and each type of a union pass', () => {
  const validator = createRequestValidator(write())
  for (const part of [null, { type: 1, size: 3 }, { type: 2 }]) validator.request(request({ part }))
  expect([validator.checked, validator.failures]).toEqual([3, []])
})

test('requests have no fields beyond the document; answers may', () => {
  const validator = createRequestValidator(write())
  validator.request(request({ colour: 'red' }))
  validator.answer(request({}), 200, { colour: 'red' })
  expect(validator.failures.map(({ direction, problems }) => [direction, problems])).toEqual([
    ['request', ['/ must NOT have additional properties ("colour")']],
  ])
})

test.each([
  ['a status that the document does not have', 204, undefined, 'status 204 is not an answer of this operation'],
  ['an error without its code', 400, { message: 'no' }, "/ must have required property 'code'"],
])('an answer is caught: %s', (_name, status, body, problem) => {
  const validator = createRequestValidator(write())
  validator.answer(request({}), status, body)
  expect(validator.failures[0]?.problems).toEqual([problem])
})

test('failures throw once, with all of them', () => {
  const validator = createRequestValidator(write())
  validator.request(request({ a: 1 }))
  validator.request(request({ part: 7 }))
  expect(() => validator.assertClean()).toThrow(ValidationError)
  expect(() => validator.assertClean()).not.toThrow()
})
