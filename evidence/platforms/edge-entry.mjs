// The portable entry within the edge runtime's realm, which evaluates a script and calls a global function.
import { createFluxClient } from '@fluxkit/core'
import { runScenarios } from './scenarios.mjs'

Object.assign(globalThis, {
  /** @param {string} origin @param {string} refused */
  runInEdge: (origin, refused) => runScenarios(createFluxClient, origin, refused),
})
