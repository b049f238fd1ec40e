import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Fault } from '@fluxkit/simulator'
import type * as vscodeTypes from 'vscode'
import { activate, deactivate } from 'fluxkit-vscode/src/extension.ts'
import { URI } from 'vscode-uri'
import { tinyPng } from '../../support/tiny-png.ts'
import { createContext } from '../../support/vscode/context.ts'
import { type Message, person } from '../../support/vscode/person.ts'
import { commands } from '../../support/vscode/vscode.ts'
import type { Host, HostRun } from './host.ts'
import { plain } from './plain.ts'
import {
  chargesOf,
  countFor,
  createWorld,
  hasImage,
  imagesIn,
  keepsTask,
  prompt,
  stateIn,
  token,
  type World,
} from './world.ts'

/** The extension, through its commands in an editor without a window; its recovery command recovers unfinished jobs. */
export const extension: Host = {
  name: 'extension',
  meets: ({ operation }) => operation !== 'callback',
  run: (fault) => runExtension({ fault }),
}

/** A user who reads nothing for this long does something else. */
const patienceMs = 60 * 60_000
const recoveryMs = 26 * 3_600_000

/** What happens to one request for an image in the extension. */
export interface Situation {
  /** Injected by the simulator. */
  readonly fault?: Fault
  /** Does the request edit a local image? Default: when the fault is met by uploads. */
  readonly isEdit?: boolean
  /** Buttons that the user presses as soon as they are shown. Default: agrees to the upload. */
  readonly presses?: RegExp
  /** Is each message closed at once on which nothing is pressed? */
  readonly isIgnored?: boolean
  /** Before the editor starts. @returns Makes an end of it. */
  readonly begin?: (world: World) => Promise<() => Promise<void>>
  /** While the task is running. */
  readonly disturb?: (world: World, editor: Editor) => Promise<void>
}

/** Requests one image, and reports its outcome. */
export async function runExtension(situation: Situation): Promise<HostRun> {
  const { fault, isEdit = fault?.operation === 'upload', begin, disturb } = situation
  await using world = await createWorld()
  const { simulator, folder } = world
  const end = await begin?.(world)
  await using editor = await openEditor(world)
  const source = join(folder, 'cat.png')
  if (isEdit) await writeFile(source, tinyPng)
  const given = isEdit ? 1 : 0
  const delivered = async (): Promise<boolean> => (await imagesIn(folder)) > given
  Object.assign(person, {
    types: prompt,
    picks: new RegExp(`^${fault ? countFor(fault) : 1} image`),
    presses: situation.presses ?? /^Upload$/,
    ignores: situation.isIgnored ?? false,
  })

  if (fault) simulator.faults.add(fault)
  if (isEdit) editor.start('fluxkit.editImage', URI.file(source))
  else editor.start('fluxkit.generateImage')
  if (disturb) {
    await pass(world, patienceMs, () => simulator.stats.accepted > 0)
    await disturb(world, editor)
  }
  await pass(world, patienceMs, () => answers().length > 0)
  const isDelivered = await delivered()
  const charges = chargesOf(simulator)
  const { submissions, accepted } = simulator.stats
  const state = await stateIn(world)
  const keepsTaskId = await keepsTask(world)
  const read = answers()
  // Where the image is, or what to do with it.
  const isComplete =
    isDelivered && fault?.kind !== 'fewer-images' && !disturb && read.every(({ kind }) => kind === 'information')
  const personReads = isComplete ? '' : plain(read.map((message) => textOf(message)).join('\n\n'))
  const retry = read.find(({ buttons }) => buttons.some((button) => isRetry(button)))

  simulator.faults.clear()
  await end?.()
  let isRecoverable: boolean | undefined
  let warnsBeforePaying: boolean | undefined
  if (charges > 0 && !isDelivered && (await hasImage(world))) {
    editor.start('fluxkit.recover')
    await pass(world, recoveryMs, delivered)
    isRecoverable = (await delivered()) && simulator.stats.submissions === submissions
  }
  const mayBePaid = charges > 0 || state === 'unknown'
  if (retry && mayBePaid && !isDelivered) warnsBeforePaying = await warns(world, retry)
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

export interface Editor extends AsyncDisposable {
  /** Calls a command, which may take its time. */
  start(command: string, ...args: readonly unknown[]): void
  /** Closes the window and opens it again. */
  reopen(): Promise<void>
}

/** The extension in an editor that starts. */
async function openEditor({ url, folder, clock }: World): Promise<Editor> {
  const restoreEnvironment = setEnvironment({
    ACEDATACLOUD_API_BASE_URL: url,
    ACEDATACLOUD_PLATFORM_BASE_URL: url,
    ACEDATACLOUD_API_TOKEN: token,
    ACEDATACLOUD_PLATFORM_TOKEN: 'platform-a-token',
    FLUXKIT_DATA_DIR: join(folder, '.data'),
    FLUXKIT_CONFIG_DIR: join(folder, '.config'),
  })
  Object.assign(person, { savesAs: URI.file(join(folder, 'fox.png')), messages: [] })
  const context = createContext(folder)
  const open = async (): Promise<void> => {
    activate(context as unknown as vscodeTypes.ExtensionContext)
    await clock.advance(0)
  }
  const close = async (): Promise<void> => {
    for (const message of person.messages) message.press()
    await clock.until(deactivate())
    for (const part of context.subscriptions.splice(0).toReversed()) part.dispose()
  }
  await open()
  return {
    start: (command, ...args) => void commands.executeCommand(command, ...args),
    async reopen() {
      await close()
      await open()
    },
    async [Symbol.asyncDispose]() {
      await close()
      restoreEnvironment()
    },
  }
}

function setEnvironment(values: Readonly<Record<string, string>>): () => void {
  const before = { ...process.env }
  Object.assign(process.env, values)
  return () => {
    for (const name of Object.keys(values)) {
      if (before[name] === undefined) delete process.env[name]
      else process.env[name] = before[name]
    }
  }
}

/** Lets time pass until something is there, or the limit has passed. */
async function pass({ clock }: World, limitMs: number, isThere: () => boolean | Promise<boolean>): Promise<void> {
  await clock.advance(0)
  for (const untilMs = clock.now() + limitMs; clock.now() < untilMs && !(await isThere());) {
    if ((await clock.advanceToNextTimer()) === undefined) return
  }
}

/** Messages that aren't questions before anything is sent. */
function answers(): Message[] {
  return person.messages.filter(({ buttons }) => !buttons.includes('Upload'))
}

function textOf({ text, buttons }: Message): string {
  return [text, ...(buttons.length > 0 ? [buttons.map((button) => `[${button}]`).join(' ')] : [])].join('\n')
}

function isRetry(button: string): boolean {
  return /\b(retry|again)\b/i.test(button)
}

/** Presses the button. @returns whether a question comes before anything is submitted */
async function warns(world: World, message: Message): Promise<boolean> {
  const { stats } = world.simulator
  const { submissions } = stats
  const shown = person.messages.length
  message.press(message.buttons.find((button) => isRetry(button)))
  await pass(world, 5_000, () => stats.submissions > submissions || person.messages.length > shown)
  const question = person.messages[shown]
  return stats.submissions === submissions && question?.isModal === true && /charged|cost/i.test(question.text)
}

function chargedIn(text: string): HostRun['charged'] {
  if (/nothing was charged/i.test(text)) return 'no'
  if (/may (have been|be|still be) (charged|paid|billed)|don.t know whether/i.test(text)) return 'unknown'
  return /is paid for|was charged/i.test(text) ? 'yes' : undefined
}
