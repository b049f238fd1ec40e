import { render } from 'lit'
import type { ActivityEntry, ActivityStatus } from '../../server/activity.ts'
import { createComposer } from '../composer/composer.ts'
import type { Control, ControlEvent, InteractionView } from '../discord/control.ts'
import { readModal } from '../modal/modal.ts'
import type { Actions } from './actions.ts'
import { layout } from './layout.ts'
import { stickToEnd } from './stick-to-end.ts'
import { withInteraction, withMessage, type State } from './state.ts'

/** How long "is typing" stays. Source: Discord's documentation, "Trigger Typing Indicator". */
const typingMs = 10_000
const shownActivity = 200

/** The page as one person uses it. @param root where it is drawn */
export async function startApp(control: Control, fluxUrl: string, root: HTMLElement): Promise<void> {
  const world = await control.world()
  const [me] = world.users
  const [channel] = world.guilds[0]?.channels ?? []
  if (me === undefined || channel === undefined) throw new Error('Nobody is there')
  const state: State = {
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
  let endFollowing = (): void => undefined
  let toEnd = (): void => undefined
  let isDrawing = false
  let focusNext: string | undefined
  /** What the bot did last, by interaction: it may be known before the answer to the action is. */
  const interactions = new Map<string, InteractionView>()

  const changed = (): void => {
    if (isDrawing) return
    isDrawing = true
    queueMicrotask(draw)
  }

  function draw(): void {
    isDrawing = false
    render(layout(state, actions, composer.view()), root)
    if (focusNext !== undefined) root.querySelector<HTMLElement>(focusNext)?.focus()
    focusNext = undefined
    root.querySelector('[role=option][aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }

  const set = (change: Partial<State>): void => {
    Object.assign(state, change)
    changed()
  }
  const say = (problem: string): void => set({ problem })
  const fail = (error: unknown): void => say(error instanceof Error ? error.message : String(error))

  async function loadPlace(): Promise<void> {
    const { me: person, channelId } = state
    const [commands, messages] = await Promise.all([
      control.commands(person.id, channelId),
      control.messages(person.id, channelId),
    ])
    if (person !== state.me || channelId !== state.channelId) return
    set({ commands, messages })
    toEnd()
  }

  function follow(): void {
    endFollowing()
    endFollowing = control.follow(state.me.id, onEvent, () => void loadPlace().catch(fail))
  }

  function onEvent(event: ControlEvent): void {
    switch (event.type) {
      case 'message':
        if (event.view.channelId !== state.channelId) return
        return set({ messages: withMessage(state.messages, event.view), typingUntilMs: 0 })
      case 'interaction': {
        const { id, modal } = event.view
        const isNewModal = event.view.state === 'modal' && interactions.get(id)?.state !== 'modal'
        interactions.set(id, event.view)
        set({ started: withInteraction(state.started, event.view) })
        if (!isNewModal || modal === null) return
        return set({ modal: { interactionId: id, modal, error: '' } })
      }
      case 'typing':
        if (event.channelId === state.channelId) set({ typingUntilMs: Date.now() + typingMs })
        return
      case 'bot':
        set({ world: { ...state.world, bot: { ...state.world.bot, online: event.online } } })
        if (event.commandsChanged) loadPlace().catch(fail)
    }
  }

  /** Does something as this person and waits for the bot in the background. */
  async function begin(label: string, action: Readonly<Record<string, unknown>>, messageId?: string): Promise<void> {
    const { channelId, me: person } = state
    const { interactionId } = await control.act({ user: person.id, channel: channelId, ...action })
    toEnd()
    if (interactionId === undefined) return
    const one = {
      interactionId,
      label,
      channelId,
      state: 'waiting',
      ...(messageId !== undefined && { messageId }),
    } as const
    const latest = interactions.get(interactionId)
    const started = [...state.started, one]
    set({ started: latest === undefined ? started : withInteraction(started, latest) })
  }

  async function speak(locale: string): Promise<void> {
    await control.act({ user: state.me.id, action: 'set-locale', locale })
    const next = await control.world()
    set({ world: next, me: next.users.find(({ id }) => id === state.me.id) ?? state.me })
  }

  const composer = createComposer({
    state,
    changed,
    focus(selector) {
      focusNext = selector
      changed()
    },
    say,
    async post(content, files) {
      await control.act({ user: state.me.id, channel: state.channelId, action: 'post', content, files })
    },
    slash: (command, label, options) => begin(label, { action: 'slash', command, options }),
    async autocomplete(command, focused, options) {
      const about = { user: state.me.id, channel: state.channelId, command, focused, options }
      return (await control.act({ action: 'autocomplete', ...about })).choices ?? []
    },
  })

  const actions: Actions = {
    become(userId) {
      const person = state.world.users.find(({ id }) => id === userId)
      if (person === undefined) return
      const isServer = state.world.guilds.some(({ channels }) => channels.some(({ id }) => id === state.channelId))
      const direct = state.world.directChannels.find(({ recipientIds }) => recipientIds.includes(userId))
      set({
        me: person,
        channelId: isServer ? state.channelId : (direct?.id ?? state.channelId),
        messages: [],
        commands: [],
        modal: undefined,
        menuFor: undefined,
        started: [],
        problem: '',
        panel: undefined,
      })
      follow()
      composer.reset()
    },
    goTo(channelId) {
      set({ channelId, messages: [], commands: [], panel: undefined, menuFor: undefined, problem: '' })
      loadPlace().catch(fail)
      composer.reset()
    },
    speak: (locale) => void speak(locale).catch(fail),
    click: (view, customId, label) =>
      void begin(label, { action: 'click', message: view.message.id, button: customId }, view.message.id).catch(fail),
    select: (view, menu, values) =>
      void begin('the menu', { action: 'select', message: view.message.id, menu, values }, view.message.id).catch(fail),
    useMenu(view, command) {
      set({ menuFor: undefined })
      begin(command, { action: 'message-command', message: view.message.id, command }).catch(fail)
    },
    toggleMenu: (menuFor) => set({ menuFor }),
    dismiss: (id) => set({ dismissed: new Set([...state.dismissed, id]) }),
    forget: (id) => set({ started: state.started.filter(({ interactionId }) => interactionId !== id) }),
    reveal: (picture) => set({ revealed: new Set([...state.revealed, picture]) }),
    show: (pictures, index) => set({ lightbox: { pictures, index } }),
    closeLightbox: () => set({ lightbox: undefined }),
    submitModal(form) {
      const { modal } = state
      if (modal === undefined) return
      readModal(modal.modal, form)
        .then((values) =>
          begin(modal.modal.title, { action: 'submit-modal', interaction: modal.interactionId, values }),
        )
        .then(() => set({ modal: undefined }))
        .catch((error: unknown) =>
          set({ modal: { ...modal, error: error instanceof Error ? error.message : String(error) } }),
        )
    },
    closeModal: () => set({ modal: undefined }),
    openPanel: (panel) => set({ panel }),
    toggleActivity: () =>
      set({ isActivityOpen: !state.isActivityOpen, panel: state.panel === 'activity' ? undefined : 'activity' }),
    switchBot: (action) => void switchBot(action).catch(fail),
    clearProblem: () => say(''),
  }

  followActivity(
    () => set({ activity: [] }),
    (entry) => set({ activity: [...state.activity, entry].slice(-shownActivity) }),
    (status) => set({ status }),
  )
  takeDroppedFiles((files) => composer.takeFiles(files))
  onLeavingMenu(() => {
    if (state.menuFor !== undefined) set({ menuFor: undefined })
  })
  follow()
  // Relative times go on.
  setInterval(changed, 1000)
  draw()
  const [scroller, content] = ['.scroll', '.scroll > .content'].map((one) => root.querySelector<HTMLElement>(one))
  if (scroller && content) toEnd = stickToEnd(scroller, content)
  root.querySelector<HTMLElement>('#words')?.focus()
}

async function switchBot(action: 'kill' | 'stop' | 'start'): Promise<void> {
  const answer = await fetch('/bot', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ action }),
  })
  if (!answer.ok) throw new Error(((await answer.json()) as { error?: string }).error ?? 'That did not work')
}

/** @param onOpen everything is told anew after it, also when the connection was lost */
function followActivity(
  onOpen: () => void,
  onEntry: (entry: ActivityEntry) => void,
  onStatus: (status: ActivityStatus) => void,
): void {
  const source = new EventSource('/activity')
  source.addEventListener('open', onOpen)
  source.addEventListener('entry', (event) => onEntry(JSON.parse(String(event.data)) as ActivityEntry))
  source.addEventListener('status', (event) => onStatus(JSON.parse(String(event.data)) as ActivityStatus))
}

/** Escape, or a press anywhere else. */
function onLeavingMenu(leave: () => void): void {
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') leave()
  })
  document.addEventListener('pointerdown', ({ target }) => {
    if (!(target instanceof Element && target.closest('.toolbar'))) leave()
  })
}

function takeDroppedFiles(take: (files: readonly File[]) => void): void {
  document.addEventListener('dragover', (event) => event.preventDefault())
  document.addEventListener('drop', (event) => {
    event.preventDefault()
    take(Array.from(event.dataTransfer?.files ?? []))
  })
  document.addEventListener('paste', (event) => take(Array.from(event.clipboardData?.files ?? [])))
}
