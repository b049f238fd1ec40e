// The portable entry, on the fetch of the runtime: Node, Bun, Deno.
import process from 'node:process'
import { createFluxClient } from '@fluxkit/core'
import { runScenarios } from './scenarios.mjs'

const { ORIGIN = '', REFUSED = '' } = process.env
process.stdout.write(JSON.stringify(await runScenarios(createFluxClient, ORIGIN, REFUSED)))
