import type { ActivityEntry, ActivityStatus } from '../../server/activity.ts'
import type { InteractionView, MessageView, Person, WorldView } from '../discord/control.ts'
import type { WireCommand, WireModal } from '../discord/wire.ts'

export interface Image {
  readonly url: string
  readonly alt: string
}

/** Something a user did and the bot has not answered yet, or never did. */
export interface Started {
  readonly interactionId: string
  /** As shown: the command or the button. */
  readonly label: string
  readonly channelId: string
  /** The message with the button. */
  readonly messageId?: string
  readonly state: InteractionView['state']
}

export interface State {
  readonly fluxUrl: string
  world: WorldView
  me: Person
  channelId: string
  commands: readonly WireCommand[]
  /** The messages of this channel as this user sees them, oldest first. */
  messages: readonly MessageView[]
  started: readonly Started[]
  /** Ephemeral messages that the user has put away. */
  dismissed: ReadonlySet<string>
  /** Spoilers that were opened, by image. */
  revealed: ReadonlySet<string>
  modal: { readonly interactionId: string; readonly modal: WireModal; readonly error: string } | undefined
  lightbox: { readonly images: readonly Image[]; readonly index: number } | undefined
  /** Message whose menu is open. */
  menuFor: string | undefined
  typingUntilMs: number
  activity: readonly ActivityEntry[]
  status: ActivityStatus | undefined
  /** On narrow screens one of them lies above the channel. */
  panel: 'places' | 'activity' | undefined
  isActivityOpen: boolean
  /** A sentence for the user, above the field for writing. */
  problem: string
}

/** What the bot's name has beside it: while its process starts, it isn't online yet. */
export function presenceOf({ world, status }: Pick<State, 'world' | 'status'>): 'starting' | 'online' | 'offline' {
  if (status?.bot === 'starting') return 'starting'
  return world.bot.online ? 'online' : 'offline'
}

/** A message took its place among the others, or went away. */
export function withMessage(messages: readonly MessageView[], view: MessageView): readonly MessageView[] {
  const index = messages.findIndex(({ message }) => message.id === view.message.id)
  if (view.deleted) return index < 0 ? messages : messages.toSpliced(index, 1)
  return index < 0 ? [...messages, view] : messages.with(index, view)
}

/** What the bot did about something that was started. Answered ones are of no interest any more. */
export function withInteraction(started: readonly Started[], view: InteractionView): readonly Started[] {
  return started.flatMap((one) => {
    if (one.interactionId !== view.id) return [one]
    return view.state === 'waiting' || view.state === 'failed' ? [{ ...one, state: view.state }] : []
  })
}

/** The first user, in the first channel. @throws Error when there are none */
export function firstState(world: WorldView, fluxUrl: string): State {
  const [me] = world.users
  const [channel] = world.guilds[0]?.channels ?? []
  if (me === undefined || channel === undefined) throw new Error('Nobody is there')
  return {
    fluxUrl,
    world,
    me,
    channelId: channel.id,
    commands: [],
    messages: [],
    started: [],
    dismissed: new Set(),
    revealed: new Set(),
    modal: undefined,
    lightbox: undefined,
    menuFor: undefined,
    typingUntilMs: 0,
    activity: [],
    status: undefined,
    panel: undefined,
    isActivityOpen: true,
    problem: '',
  }
}
