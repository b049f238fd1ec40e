import type { Composer } from '../composer/composer.ts'
import { commandLabel } from '../composer/entries.ts'
import { readModal } from '../modal/modal.ts'
import type { Actions } from '../model/actions.ts'
import { switchBot } from './playground-server.ts'
import type { Session, SessionHost } from './session.ts'

export function createActions({ state, set, fail }: SessionHost, session: Session, composer: Composer): Actions {
  const elsewhere = { messages: [], commands: [], menuFor: undefined, panel: undefined, problem: '' }

  async function submitModal(form: HTMLFormElement): Promise<void> {
    const open = state.modal
    if (open === undefined) return
    try {
      const values = await readModal(open.modal, form)
      await session.begin(open.modal.title, { action: 'submit-modal', interaction: open.interactionId, values })
      if (state.modal === open) set({ modal: undefined })
    } catch (error) {
      set({ modal: { ...open, error: error instanceof Error ? error.message : String(error) } })
    }
  }

  return {
    become(userId) {
      const { world } = state
      const me = world.users.find(({ id }) => id === userId)
      if (me === undefined) return
      const isServer = world.guilds.some(({ channels }) => channels.some(({ id }) => id === state.channelId))
      const direct = world.directChannels.find(({ recipientIds }) => recipientIds.includes(userId))
      const channelId = isServer ? state.channelId : (direct?.id ?? state.channelId)
      set({ ...elsewhere, me, channelId, modal: undefined, started: [] })
      session.follow()
      composer.reset()
    },
    goTo(channelId) {
      set({ ...elsewhere, channelId })
      session.load().catch(fail)
      composer.reset()
    },
    speak: (locale) => void session.speak(locale).catch(fail),
    click: ({ message: { id } }, button, label) =>
      void session.begin(label, { action: 'click', message: id, button }, id).catch(fail),
    select: ({ message: { id } }, menu, values) =>
      void session.begin('the menu', { action: 'select', message: id, menu, values }, id).catch(fail),
    useMenu({ message }, command) {
      set({ menuFor: undefined })
      session
        .begin(commandLabel(state.commands, command, state.me.locale), {
          action: 'message-command',
          message: message.id,
          command,
        })
        .catch(fail)
    },
    toggleMenu: (menuFor) => set({ menuFor }),
    dismiss: (id) => set({ dismissed: new Set([...state.dismissed, id]) }),
    forget: (id) => set({ started: state.started.filter(({ interactionId }) => interactionId !== id) }),
    reveal: (image) => set({ revealed: new Set([...state.revealed, image]) }),
    show: (images, index) => set({ lightbox: { images, index } }),
    closeLightbox: () => set({ lightbox: undefined }),
    submitModal: (form) => void submitModal(form),
    closeModal: () => set({ modal: undefined }),
    openPanel: (panel) => set({ panel }),
    toggleActivity: () =>
      set({ isActivityOpen: !state.isActivityOpen, panel: state.panel === 'activity' ? undefined : 'activity' }),
    switchBot: (action) => void switchBot(action).catch(fail),
    clearProblem: () => set({ problem: '' }),
  }
}
