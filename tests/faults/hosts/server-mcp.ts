import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type CallToolResult, Client } from '@modelcontextprotocol/client'
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio'
import type { Fault } from '@fluxkit/simulator'
import { tinyPng } from '../../support/tiny-png.ts'
import type { Host, HostRun } from './host.ts'
import { plain } from './plain.ts'
import { savesByItself, startServer } from './server.ts'
import {
  chargesOf,
  countFor,
  createWorld,
  hasImage,
  imagesIn,
  keepsTask,
  prompt,
  stateIn,
  type World,
} from './world.ts'

/** The server for an agent, on standard input and output; the agent waits for what runs, and repeats its call later. */
export const serverMcp: Host = {
  name: 'server-mcp',
  meets: ({ operation }) => operation !== 'callback',
  run: runServer,
}

/** An agent that has waited so often does something else. */
const maxWaits = 2

async function runServer(fault: Fault): Promise<HostRun> {
  await using world = await createWorld()
  const { simulator, folder, clock } = world
  const isEdit = fault.operation === 'upload'
  if (isEdit) await writeFile(join(folder, 'cat.png'), tinyPng)
  const given = isEdit ? 1 : 0
  const request = isEdit
    ? { name: 'flux_edit', arguments: { prompt, image: 'cat.png' } }
    : { name: 'flux_generate', arguments: { prompt, size: '256x256', count: countFor(fault) } }
  await using server = await startServer(world, ['mcp'])
  const client = new Client(
    { name: 'agent', version: '1.0.0' },
    { versionNegotiation: { mode: { pin: '2026-07-28' } } },
  )
  // The same lines in both directions.
  await clock.until(client.connect(new StdioServerTransport(server.stdout, server.stdin)))

  simulator.faults.add(fault)
  const answer = await answerOf(world, client, request)
  const charges = chargesOf(simulator)
  const { submissions, accepted } = simulator.stats
  const isDelivered = factsOf(answer).files.length > 0
  if (isDelivered !== (await imagesIn(folder)) > given) throw new Error('The answer and the folder differ.')
  const state = await stateIn(world)
  const keepsTaskId = await keepsTask(world)
  const { charged } = factsOf(answer)

  simulator.faults.clear()
  const isPaidImage = charges > 0 && !isDelivered && (await hasImage(world))
  const again = isDelivered ? undefined : await answerOf(world, client, request)
  // The same call is what MCP requires of agents after a broken connection: there is no other way to try again.
  const offersRetry = simulator.stats.submissions > submissions
  let isRecoverable: boolean | undefined
  if (isPaidImage) {
    const isThere = (again && factsOf(again).files.length > 0) || (await savesByItself(world, given))
    isRecoverable = isThere && !offersRetry
  }
  await client.close()
  return {
    submissions,
    accepted,
    charges,
    state,
    keepsTaskId,
    isDelivered,
    isRecoverable,
    charged,
    personReads: isDelivered && fault.kind !== 'fewer-images' ? '' : textOf(answer, folder),
    offersRetry,
    warnsBeforePaying: offersRetry && (charges > 0 || state === 'unknown') ? false : undefined,
  }
}

interface Call {
  readonly name: string
  readonly arguments: Record<string, unknown>
}

/** What an agent has in the end: it waits for what is still running. */
async function answerOf({ clock }: World, client: Client, request: Call): Promise<CallToolResult> {
  let answer = await clock.until(client.callTool(request))
  for (let waits = 0; waits < maxWaits && isRunning(answer); waits++) {
    answer = await clock.until(client.callTool({ name: 'flux_wait', arguments: { jobId: factsOf(answer).jobId } }))
  }
  return answer
}

interface Facts {
  readonly charged: 'no' | 'unknown' | 'yes'
  readonly files: readonly unknown[]
  readonly jobId?: string
}

function factsOf({ structuredContent }: CallToolResult): Facts {
  return structuredContent as Facts
}

function isRunning(answer: CallToolResult): boolean {
  return answer.isError !== true && factsOf(answer).files.length === 0
}

/** The text of an answer up to what every answer says. */
function textOf({ content }: CallToolResult, folder: string): string {
  const [block] = content
  const text = block?.type === 'text' ? block.text : ''
  return plain(text.replaceAll(folder, '…').replaceAll(/srv-[\da-f]{40}/g, 'JOB'))
}
