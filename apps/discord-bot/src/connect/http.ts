import { readApplication } from '../discord/read-application.ts'
import { untilTokenRefused } from '../discord/watch-rest.ts'
import { closeRest, createBotRest } from './bot-rest.ts'
import type { Connection, ConnectionTools } from './connection.ts'
import { endpointUrlOf } from './endpoint-url.ts'
import { createInteractionsPage } from './interactions-page.ts'
import { createVerifyKey } from './verify-key.ts'

const noUrl = 'Discord sends no interactions to this bot: it has no URL for them.'

/** Interactions as HTTP requests: no connection, no shards, any number of processes behind one URL. */
export function createHttpConnection(tools: ConnectionTools): Connection {
  const { config, clock, log } = tools
  const rest = createBotRest(tools)
  const key = createVerifyKey(clock, log, async () => (await readApplication(rest)).verifyKey)
  const wanted = endpointUrlOf(config)

  function compareUrl(endpointUrl: string): void {
    if (wanted === undefined || endpointUrl === wanted) return
    log.warn({ endpointUrl, wanted }, 'Discord sends interactions to another URL than FLUXKIT_PUBLIC_URL says')
  }

  return {
    rest,
    failed: untilTokenRefused(rest),
    page: createInteractionsPage(tools, key),
    isReady: () => key.isKnown(),
    async open({ verifyKey, endpointUrl }) {
      key.use(verifyKey)
      if (endpointUrl === undefined) log.warn({}, `${noUrl} Run "npm run bot -- set-endpoint" while this bot runs.`)
      else compareUrl(endpointUrl)
    },
    compare({ endpointUrl }) {
      if (endpointUrl !== undefined) return compareUrl(endpointUrl)
      // Discord removes a URL that fails its routine checks.
      log.error({}, `${noUrl} Check that this bot is reachable, and run "npm run bot -- set-endpoint" again.`)
    },
    close: async () => closeRest(rest),
  }
}
