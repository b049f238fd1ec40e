import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { startBot, type TestBot } from '@fluxkit/discord-bot/testing'
import type { ShownMessage } from '@fluxkit/discord-simulator'
import type { Fault } from '@fluxkit/simulator'
import type { Host, HostRun } from './host.ts'
import { namesTask, plain } from './plain.ts'
import { chargesOf, countFor, hasImage, prompt } from './world.ts'

/** The Discord bot, through a command of a member; it recovers automatically. */
export const bot: Host = {
  name: 'bot',
  // What members attach lies at Discord already.
  meets: ({ operation }) => operation !== 'upload',
  run: runBot,
}

const paintingMs = 10_000
/** How long a member waits for an answer that isn't about progress. */
const patienceMs = 15 * 60_000
/** What is lost is searched for last after a day. */
const recoveryMs = 26 * 3_600_000

async function runBot(fault: Fault): Promise<HostRun> {
  const callbacks = fault.operation === 'callback' ? await callbackSettings() : {}
  await using test = await startBot({ FLUXKIT_JOB_DEADLINE_MINUTES: '2', ...callbacks }, { paintingMs })
  const { flux: simulator, clock } = test
  simulator.faults.add(fault)
  const reply = await test.anna.slash(test.channel, 'flux generate', { prompt, count: countFor(fault) })
  const patientUntilMs = clock.now() + patienceMs
  await test.soon(() => isFinal(test) || clock.now() > patientUntilMs)

  const charges = chargesOf(simulator)
  const { submissions, accepted } = simulator.stats
  const isDelivered = images(test) > 0
  const messages = shown(test)
  const isComplete = isDelivered && fault.kind !== 'fewer-images' && messages.every(({ text }) => !text.includes('⚠️'))
  const personReads = isComplete ? '' : plain(messages.map((message) => textOf(message)).join('\n\n'))
  const state = await stateOf(test, reply.interactionId)
  const keepsTaskId = keepsTask(test)
  const retry = messages.find((message) => message.images.length === 0 && buttonOf(message) !== undefined)

  simulator.faults.clear()
  let warnsBeforePaying: boolean | undefined
  let isRecoverable: boolean | undefined
  const world = { simulator, clock, url: test.config.ACEDATACLOUD_API_BASE_URL ?? '' }
  if (charges > 0 && !isDelivered && (await hasImage(world))) {
    const isThere = (): boolean => images(test) > 0 || linksTo(test, simulator.tasks[0]?.id)
    for (const untilMs = clock.now() + recoveryMs; !isThere() && clock.now() < untilMs;) {
      await clock.advanceToNextTimer()
    }
    isRecoverable = isThere() && simulator.stats.submissions === submissions
  }
  const mayBePaid = charges > 0 || state === 'unknown'
  if (retry && mayBePaid && !isDelivered) warnsBeforePaying = await warns(test, retry)
  return {
    submissions,
    accepted,
    charges,
    state,
    keepsTaskId,
    isDelivered,
    isRecoverable,
    charged: chargedIn(personReads),
    personReads,
    offersRetry: retry !== undefined,
    warnsBeforePaying,
  }
}

/** An image that the bot can't or won't fetch is left to the member, as a link. */
function linksTo(test: TestBot, taskId = ''): boolean {
  return shown(test).some(({ text }) => text.includes(`/sandbox-images/${taskId}_`))
}

/** What the member sees in the channel, but for progress: only that can be cancelled. */
function shown(test: TestBot): ShownMessage[] {
  return test.anna.messages(test.channel).filter((message) => !message.loading)
}

function isFinal(test: TestBot): boolean {
  const messages = shown(test)
  return messages.length > 0 && messages.every(({ buttons }) => buttons.every(({ label }) => label !== 'Cancel'))
}

function images(test: TestBot): number {
  return test.anna.messages(test.channel).reduce((sum, message) => sum + message.images.length, 0)
}

function textOf({ text, buttons }: ShownMessage): string {
  return [text, buttons.map(({ label }) => `[${label}]`).join(' ')].filter(Boolean).join('\n')
}

/** The button that submits again with one click; others open a form. */
function buttonOf({ buttons }: ShownMessage): string | undefined {
  return buttons.find(({ label }) => /^(again|try again|retry)$/i.test(label))?.label
}

/** Presses the button. @returns whether a question comes before anything is submitted */
async function warns(test: TestBot, message: ShownMessage): Promise<boolean> {
  const { submissions } = test.flux.stats
  const reply = await test.anna.click(message, buttonOf(message) ?? '')
  await test.clock.advance(5_000)
  return test.flux.stats.submissions === submissions && /charged|cost|paid/i.test(reply.find()?.text ?? '')
}

/** The bot speaks of the member's allowance, and of the operator's money. */
function chargedIn(text: string): HostRun['charged'] {
  if (/operator (may have been|might have been)/i.test(text)) return 'unknown'
  if (/operator (has|have) been/i.test(text)) return 'yes'
  return /(not charged|n’t charged|nothing was charged)/i.test(text) ? 'no' : undefined
}

async function stateOf(test: TestBot, jobId: string): Promise<string> {
  return (await test.store.jobs.get(jobId))?.state ?? 'none'
}

/** Is the id of the first task in the bot's database, other than in a link? */
function keepsTask(test: TestBot): boolean | undefined {
  const [task] = test.flux.tasks
  if (!task) return undefined
  const database = new DatabaseSync(join(test.config.FLUXKIT_DATA_DIR, 'fluxkit.sqlite'), { readOnly: true })
  try {
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all()
    return tables.some(({ name }) =>
      namesTask(JSON.stringify(database.prepare(`SELECT * FROM "${String(name)}"`).all()), task.id),
    )
  } finally {
    database.close()
  }
}

async function callbackSettings(): Promise<Record<string, string>> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return { FLUXKIT_PUBLIC_URL: `http://127.0.0.1:${port}`, FLUXKIT_PORT: String(port) }
}
