import { render } from 'lit'
import { createComposer } from '../composer/composer.ts'
import { commandLabel } from '../composer/entries.ts'
import type { Control } from '../discord/control.ts'
import { onGivenFiles, onLeavingMenu } from './browser-events.ts'
import { createActions } from './create-actions.ts'
import { layout } from './layout.ts'
import { followActivity } from './playground-server.ts'
import { createSession, type SessionHost } from './session.ts'
import { firstState, type State } from '../model/state.ts'
import { stickToEnd } from './stick-to-end.ts'

const shownActivity = 200
const lost = 'The playground has ended. Start it again: npm run playground'

/** The page as one user uses it. @param root where it is drawn */
export async function startApp(control: Control, fluxUrl: string, root: HTMLElement): Promise<void> {
  const state = firstState(await control.world(), fluxUrl)
  let toEnd = (): void => undefined
  let isDrawing = false
  let focusNext: string | undefined

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
  const fail = (error: unknown): void => set({ problem: error instanceof Error ? error.message : String(error) })
  const host: SessionHost = { state, set, fail, toEnd: () => toEnd() }
  const session = createSession(control, host)
  const composer = createComposer({
    state,
    changed,
    focus(selector) {
      focusNext = selector
      changed()
    },
    notify: (problem) => set({ problem }),
    post: (content, files) => session.begin('', { action: 'post', content, files }),
    slash: (command, options) =>
      session.begin(`/${commandLabel(state.commands, command, state.me.locale)}`, {
        action: 'slash',
        command,
        options,
      }),
    async autocomplete(command, focused, options) {
      const about = { user: state.me.id, channel: state.channelId, command, focused, options }
      return (await control.act({ action: 'autocomplete', ...about })).choices ?? []
    },
  })
  const actions = createActions(host, session, composer)

  followActivity({
    entry: (entry) => set({ activity: [...state.activity, entry].slice(-shownActivity) }),
    status: (status) => set({ status }),
    lost: () => set({ problem: lost, status: undefined }),
    back: () => location.reload(),
  })
  onGivenFiles((files) => composer.takeFiles(files))
  onLeavingMenu(() => {
    if (state.menuFor !== undefined) set({ menuFor: undefined })
  })
  session.follow()
  // Relative times continue.
  setInterval(changed, 1000)
  draw()
  const [scroller, content] = ['.scroll', '.scroll > .content'].map((one) => root.querySelector<HTMLElement>(one))
  if (scroller && content) toEnd = stickToEnd(scroller, content)
  root.querySelector<HTMLElement>('#words')?.focus()
}
