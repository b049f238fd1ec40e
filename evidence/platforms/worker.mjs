// The portable entry as a Cloudflare Worker: `?origin=…&refused=…`.
import { createFluxClient } from '@fluxkit/core'
import { runScenarios } from './scenarios.mjs'

const worker = {
  /** @param {Request} request */
  async fetch(request) {
    const { searchParams } = new URL(request.url)
    return Response.json(
      await runScenarios(createFluxClient, searchParams.get('origin') ?? '', searchParams.get('refused') ?? ''),
    )
  },
}

export default worker
