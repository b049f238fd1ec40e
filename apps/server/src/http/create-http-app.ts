import type { HttpBindings } from '@hono/node-server'
import type { McpHttpHandler } from '@modelcontextprotocol/server'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { failureOf, refusal } from '../jobs/failure.ts'
import { errorAnswer } from '../openai/errors.ts'
import { imagePath } from '../openai/image-links.ts'
import type { Answer, CallRequest, ImagesApi } from '../openai/images-api.ts'
import { guard, type GuardOptions } from './guard.ts'

type App = { Bindings: HttpBindings }

/** A prompt and some fields. */
const maxJsonBytes = 1_000_000
/** The largest input of OpenAI's own API. */
const maxFormBytes = 50_000_000

export interface HttpAppOptions {
  readonly guard: GuardOptions
  readonly images: ImagesApi
  readonly mcp: Pick<McpHttpHandler, 'fetch'>
}

/** MCP at `/mcp`, OpenAI's Images API at `/v1`. */
export function createHttpApp({ guard: options, images, mcp }: HttpAppOptions): Hono<App> {
  const app = new Hono<App>()

  app.use(async (c, next) => {
    const isSignedLink = c.req.method === 'GET' && c.req.path.startsWith(`${imagePath}/`)
    const rejection = guard(c.req.raw.headers, options, !isSignedLink)
    if (!rejection) return next()
    const { status, code, message } = rejection
    if (status === 401) c.header('www-authenticate', 'Bearer')
    return c.json({ error: { message, type: 'authentication_error', param: null, code } }, status)
  })

  app.all('/mcp', (c) => mcp.fetch(c.req.raw))

  app.get('/v1/models', (c) => c.json(images.listModels() as object))

  app.post('/v1/images/generations', limited(maxJsonBytes), async (c) => {
    const body: unknown = await c.req.json().catch(() => undefined)
    return reply(c, await images.generate(body, callRequest(c)))
  })

  app.post('/v1/images/edits', limited(maxFormBytes), async (c) => {
    const isForm = c.req.header('content-type')?.startsWith('multipart/form-data') === true
    if (!isForm) {
      const body: unknown = await c.req.json().catch(() => undefined)
      return reply(c, await images.edit(body, undefined, callRequest(c)))
    }
    const form = await c.req.formData().catch(() => new FormData())
    const found = readForm(form)
    if ('problem' in found) return refuse(c, found.problem, found.param)
    const bytes = found.image && new Uint8Array(await found.image.arrayBuffer())
    return reply(c, await images.edit(found.fields, bytes, callRequest(c)))
  })

  app.get(`${imagePath}/:job/:index`, async (c) => {
    const { job, index } = c.req.param()
    const number = /^\d{1,3}$/.test(index) ? Number(index) : -1
    const file = await images.file(job, number, c.req.query('signature') ?? '')
    if (!file) return refuse(c, 'There is no such image.', null, 'not_found')
    return c.body(Uint8Array.from(file.bytes), 200, {
      'content-type': file.mimeType,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=86400',
    })
  })

  app.notFound((c) => refuse(c, 'There is no such address.', null, 'not_found'))
  app.onError((error, c) => {
    const { status, headers, body } = errorAnswer(failureOf(error))
    return c.json(body, status as ContentfulStatusCode, headers)
  })
  return app
}

function limited(maxSize: number) {
  return bodyLimit({
    maxSize,
    onError: (c) => refuse(c, `The body is larger than ${maxSize / 1_000_000} MB.`, null, 'too_large'),
  })
}

function callRequest(c: Context<App>): CallRequest {
  const { headers, signal } = c.req.raw
  return { headers, origin: new URL(c.req.url).origin, signal }
}

/** Sends an answer, and reports its outcome when the connection is closed. */
function reply(c: Context<App>, { status, headers, body, onClosed }: Answer): Response {
  const { outgoing } = c.env
  const close = (): void => {
    // The record can't be written now: at worst an identical call gets this job again.
    onClosed(outgoing.writableFinished).catch(() => undefined)
  }
  if (outgoing.closed) close()
  else outgoing.once('close', close)
  return c.json(body as object, status as ContentfulStatusCode, headers)
}

function refuse(c: Context, message: string, param: string | null, code = 'invalid_request'): Response {
  const { status, headers, body } = errorAnswer(refusal(code, message, 'Correct the request.'), param)
  return c.json(body, status as ContentfulStatusCode, headers)
}

type Form =
  | { readonly fields: Record<string, unknown>; readonly image: File | undefined }
  | { readonly problem: string; readonly param: string }

/** The fields of a form, converted to what JSON would contain. */
function readForm(form: FormData): Form {
  if (form.has('mask')) return { problem: 'mask: masks aren’t supported.', param: 'mask' }
  const images = [...form.getAll('image'), ...form.getAll('image[]')].filter((value) => typeof value !== 'string')
  if (images.length > 1) return { problem: 'image: one image can be edited at a time.', param: 'image' }
  const texts = [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  const { n, stream, ...fields } = Object.fromEntries(texts)
  return {
    image: images[0],
    fields: {
      ...fields,
      ...(n !== undefined && { n: Number(n) }),
      ...(stream !== undefined && { stream: stream !== 'false' }),
    },
  }
}
