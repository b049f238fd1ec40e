import type { Control, ControlEvent, InteractionView } from '../discord/control.ts'
import { withInteraction, withMessage, type State } from '../model/state.ts'

/** How long "is typing" stays. Source: Discord's documentation, "Trigger Typing Indicator". */
const typingMs = 10_000

export interface SessionHost {
  readonly state: State
  readonly set: (change: Partial<State>) => void
  readonly fail: (error: unknown) => void
  /** Brings the newest message in sight. */
  readonly toEnd: () => void
}

/** The page's user in the simulator of Discord: what they see and do. */
export interface Session {
  /** From now on as the user that the state names. */
  follow(): void
  /** Messages and commands of the place that the state names. */
  load(): Promise<void>
  /**
   * Does something as this user; the bot's answer is waited for in the background.
   * @param label what is shown meanwhile
   * @param messageId of the message with the button or menu
   * @throws Error with the sentence of what Discord's client would refuse
   */
  begin(label: string, action: Readonly<Record<string, unknown>>, messageId?: string): Promise<void>
  speak(locale: string): Promise<void>
}

export function createSession(control: Control, { state, set, fail, toEnd }: SessionHost): Session {
  let endFollowing = (): void => undefined
  /** What the bot did last, by interaction: it may be known before the answer to the action is. */
  const interactions = new Map<string, InteractionView>()

  async function load(): Promise<void> {
    const { me, channelId } = state
    const [commands, messages] = await Promise.all([
      control.commands(me.id, channelId),
      control.messages(me.id, channelId),
    ])
    // Somebody else, or somewhere else, by now.
    if (me.id !== state.me.id || channelId !== state.channelId) return
    set({ commands, messages })
    toEnd()
  }

  function onEvent(event: ControlEvent): void {
    switch (event.type) {
      case 'message':
        if (event.view.channelId !== state.channelId) return
        return set({ messages: withMessage(state.messages, event.view), typingUntilMs: 0 })
      case 'interaction':
        return onInteraction(event.view)
      case 'typing':
        if (event.channelId === state.channelId) set({ typingUntilMs: Date.now() + typingMs })
        return
      case 'bot':
        set({ world: { ...state.world, bot: { ...state.world.bot, online: event.online } } })
        if (event.commandsChanged) load().catch(fail)
    }
  }

  function onInteraction(view: InteractionView): void {
    const isNewModal = view.state === 'modal' && interactions.get(view.id)?.state !== 'modal'
    interactions.set(view.id, view)
    set({ started: withInteraction(state.started, view) })
    if (isNewModal && view.modal !== null) set({ modal: { interactionId: view.id, modal: view.modal, error: '' } })
  }

  return {
    load,
    follow() {
      endFollowing()
      endFollowing = control.follow(state.me.id, onEvent, () => void load().catch(fail))
    },
    async begin(label, action, messageId) {
      const { channelId, me } = state
      const { interactionId } = await control.act({ user: me.id, channel: channelId, ...action })
      toEnd()
      if (interactionId === undefined) return
      const about = messageId === undefined ? {} : { messageId }
      const started = [...state.started, { interactionId, label, channelId, state: 'waiting' as const, ...about }]
      const latest = interactions.get(interactionId)
      set({ started: latest === undefined ? started : withInteraction(started, latest) })
    },
    async speak(locale) {
      await control.act({ user: state.me.id, action: 'set-locale', locale })
      const world = await control.world()
      set({ world, me: world.users.find(({ id }) => id === state.me.id) ?? state.me })
    },
  }
}
