import type { DiscordSimulator, Reply, ShownMessage } from '../../packages/discord-simulator/src/index.ts'
import type { Simulator } from '@fluxkit/simulator'
import type { BookedJob } from './books.ts'

/** Everything that can be seen from outside, and the books. */
export interface Findings {
  readonly replies: readonly Pick<Reply, 'interactionId' | 'state'>[]
  readonly messages: readonly Pick<ShownMessage, 'deleted' | 'text' | 'images' | 'buttons'>[]
  readonly tasks: readonly Pick<Simulator['tasks'][number], 'prompt' | 'state'>[]
  readonly jobs: readonly BookedJob[]
}

/** Units of money that an image costs here. */
const priceUnits = 300
const ended: ReadonlySet<string> = new Set(['succeeded', 'failed', 'cancelled', 'withdrawn'])

export function findingsOf(
  { discord, flux, replies }: { discord: DiscordSimulator; flux: Simulator; replies: readonly Reply[] },
  jobs: readonly BookedJob[],
): Findings {
  const channel = discord.world.guild('Pixels').channel('general')
  return { replies, messages: channel.messages, tasks: flux.tasks, jobs }
}

/** What isn't over yet: nothing can be concluded from it. */
export function openIn({ replies, messages, tasks, jobs }: Findings): string[] {
  const made = new Set(tasks.map(({ prompt }) => prompt))
  return [
    ...replies.filter(({ state }) => state === 'waiting').map(({ interactionId }) => `${interactionId} has no answer`),
    ...jobs.filter((job) => !isOver(job, made)).map(({ id, state, delivery }) => `job ${id} is ${state}, ${delivery}`),
    ...messages.filter(isWaiting).map(({ text }) => `a message says ${JSON.stringify(text.slice(0, 80))}`),
  ]
}

/** A submission without an answer is searched for; when the service has a task of it, that is found. */
function isOver({ state, delivery, notice, prompt }: BookedJob, made: ReadonlySet<string>): boolean {
  if (delivery === 'pending') return false
  if (state === 'unknown') return !made.has(prompt) && notice === 'unknown'
  // A job whose user never had an answer is withdrawn without a word.
  return ended.has(state) && (delivery !== 'waiting' || state === 'withdrawn')
}

function isWaiting({ deleted, images, text }: Findings['messages'][number]): boolean {
  return !deleted && images.length === 0 && /In the queue|is painting/.test(text)
}

/** What was lost or doubled, once everything is over; empty when all is well. */
export function complaintsIn({ messages, tasks, jobs }: Findings): string[] {
  const known = new Set(jobs.map(({ prompt }) => prompt))
  return [
    ...tasks.filter(({ prompt }) => !known.has(prompt)).map(({ prompt }) => `a task without a job was made: ${prompt}`),
    ...jobs.flatMap((job) => {
      const shown = messages.filter(
        ({ deleted, images, buttons }) =>
          !deleted && images.length > 0 && buttons.some(({ customId }) => customId?.includes(job.id)),
      ).length
      return complaintsAbout(
        job,
        tasks.filter(({ prompt }) => prompt === job.prompt),
        shown,
      ).map((complaint) => `${complaint}: job ${job.id}, ${job.state}, ${job.delivery}, ${job.prompt}`)
    }),
  ]
}

function complaintsAbout(job: BookedJob, tasks: Findings['tasks'], shown: number): string[] {
  const { state, units } = job
  const found: string[] = []
  const isPaid = tasks.some((task) => task.state === 'succeeded')
  if (tasks.length > 1) found.push(`${tasks.length} tasks were made`)
  if (isPaid && state !== 'succeeded') found.push('a paid image is lost')
  if (!isPaid && state === 'succeeded') found.push('it has an image that nobody made')
  if (shown !== (state === 'succeeded' ? 1 : 0)) found.push(`${shown} messages show its images`)
  // What may have been accepted keeps its cost.
  const isCharged = state === 'succeeded' || state === 'unknown'
  if (units !== (isCharged ? priceUnits : 0)) found.push(`the ledger has ${units}`)
  return found
}
