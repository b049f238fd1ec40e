import type {
  DiscordSimulator,
  Reply,
  SimulatedChannel,
  SimulatedUser,
} from '../../../packages/discord-simulator/src/index.ts'

/** Interactions that make no job. */
export type OtherKind = 'autocomplete' | 'history' | 'refusal'

/** How many of 15 are of each kind: suggestions come with every key press. */
const mixture: readonly OtherKind[] = [
  ...Array.from({ length: 9 }, (): OtherKind => 'autocomplete'),
  ...Array.from({ length: 3 }, (): OtherKind => 'history'),
  ...Array.from({ length: 3 }, (): OtherKind => 'refusal'),
]

/** First answers to interactions that make no job, in milliseconds. */
export interface Others {
  readonly answersMs: Readonly<Record<OtherKind, number[]>>
  /** Interactions without an answer so far; at the end: within 3 s. */
  readonly unanswered: number
  /** @param index The kinds follow each other in a fixed mixture. */
  send(member: SimulatedUser, channel: SimulatedChannel, index: number): void
}

export function createOthers(discord: DiscordSimulator): Others {
  const answersMs: Record<OtherKind, number[]> = { autocomplete: [], history: [], refusal: [] }
  const waiting = new Map<string, { readonly kind: OtherKind; readonly sentMs: number; readonly reply: Reply }>()
  let suggesting = 0
  discord.events.subscribe((event) => {
    if (event.type !== 'interaction.updated') return
    const one = waiting.get(event.interactionId)
    if (!one || one.reply.state === 'waiting' || one.reply.state === 'failed') return
    waiting.delete(event.interactionId)
    answersMs[one.kind].push(performance.now() - one.sentMs)
  })

  async function suggest(member: SimulatedUser, channel: SimulatedChannel): Promise<void> {
    const sentMs = performance.now()
    suggesting += 1
    await member.autocomplete(channel, 'flux show', 'image', { image: 'load' })
    suggesting -= 1
    answersMs.autocomplete.push(performance.now() - sentMs)
  }

  return {
    answersMs,
    get unanswered() {
      return waiting.size + suggesting
    },
    send(member, channel, index) {
      const kind = mixture[index % mixture.length] ?? 'history'
      if (kind === 'autocomplete') return void suggest(member, channel).catch(() => undefined)
      const sentMs = performance.now()
      const reply =
        kind === 'history'
          ? member.sendSlash(channel, 'flux history')
          : member.sendSlash(channel, 'flux generate', { prompt: 'too small', size: '7x7' })
      waiting.set(reply.interactionId, { kind, sentMs, reply })
    },
  }
}
