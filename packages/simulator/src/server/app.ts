import { Hono } from 'hono'
import type { Context } from '../context.ts'
import { apiError } from '../contract/api-error.ts'
import { imagePaths } from '../contract/editions/image-names.ts'
import { listApplications, listUsage } from '../routes/account.ts'
import { addFaults, clearFaults, getFaults, getStats, getTasks, reset } from '../routes/control.ts'
import { watchEvents } from '../routes/events.ts'
import { downloadImage, downloadUpload } from '../routes/images.ts'
import { showPage, showScript, showStyle, showThumbnail } from '../routes/page.ts'
import { poll } from '../routes/poll.ts'
import { submit } from '../routes/submit.ts'
import { upload } from '../routes/upload.ts'
import type { Bindings } from '../connection.ts'
import { allowLoopbackPages } from './cors.ts'
import { errorAnswer } from '../http/json.ts'

/** All hosts of the service in one: paths decide, host names do not. */
export function createApp(context: Context): Hono<{ Bindings: Bindings }> {
  const app = new Hono<{ Bindings: Bindings }>()

  app.get('/_control/stats', () => getStats(context))
  app.get('/_control/tasks', () => getTasks(context))
  app.get('/_control/faults', () => getFaults(context))
  app.post('/_control/faults', ({ req }) => addFaults(context, req.raw))
  app.delete('/_control/faults', ({ req }) => clearFaults(context, req.raw))
  app.post('/_control/reset', ({ req }) => reset(context, req.raw))
  app.get('/_events', ({ req }) => watchEvents(context, req.raw))
  app.get('/', () => showPage(context))
  app.get('/_page/page.js', showScript)
  app.get('/_page/page.css', showStyle)
  app.get('/_page/thumbnails/:name', ({ req }) => showThumbnail(context, req.param('name')))

  for (const path of ['/flux/*', '/api/*', '/sandbox-images/*', '/sandbox-uploads/*']) app.use(path, allowLoopbackPages)
  app.use(async (hono, next) => {
    context.stats.requests += 1
    await next()
    // Directly: `hono.header` would wrap the response again.
    hono.res.headers.set('date', new Date(context.clock.now()).toUTCString())
  })
  app.post('/flux/images', ({ req, env }) => submit(context, req.raw, env.connection))
  app.post('/flux/tasks', ({ req, env }) => poll(context, req.raw, env.connection))
  app.get('/api/v1/usage/apis/', ({ req }) => listUsage(context, req.raw))
  app.get('/api/v1/applications/', ({ req }) => listApplications(context, req.raw))
  app.post('/api/v1/files/', ({ req, env }) => upload(context, req.raw, env.connection))
  for (const path of imagePaths) {
    app.get(`${path}:name{.+\\.(?:png|jpg)}`, ({ req, env }) =>
      downloadImage(context, req.raw, env.connection, req.param('name')),
    )
  }
  app.get('/sandbox-uploads/:name', ({ req, env }) =>
    downloadUpload(context, req.raw, env.connection, req.param('name')),
  )

  app.notFound(() => errorAnswer(apiError('no_api'), context.newId()))
  // Resets and aborts are not responses: the caller has to see them.
  app.onError((error) => {
    throw error
  })
  return app
}
