// The entry on undici: Node, Bun, Deno.
import process from 'node:process'
import { createFluxClient } from '@fluxkit/core/node'
import { runScenarios } from './scenarios.mjs'

const { ORIGIN = '', REFUSED = '' } = process.env
process.stdout.write(JSON.stringify(await runScenarios(createFluxClient, ORIGIN, REFUSED)))
