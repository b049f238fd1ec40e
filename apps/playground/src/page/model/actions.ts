import type { MessageView } from '../discord/control.ts'
import type { Image } from './state.ts'

/** What a user can do on the page. */
export interface Actions {
  become(userId: string): void
  goTo(channelId: string): void
  speak(locale: string): void
  click(view: MessageView, customId: string, label: string): void
  select(view: MessageView, customId: string, values: readonly string[]): void
  useMenu(view: MessageView, command: string): void
  toggleMenu(messageId: string | undefined): void
  dismiss(id: string): void
  forget(interactionId: string): void
  reveal(image: string): void
  show(images: readonly Image[], index: number): void
  closeLightbox(): void
  submitModal(form: HTMLFormElement): void
  closeModal(): void
  openPanel(panel: 'places' | 'activity' | undefined): void
  toggleActivity(): void
  switchBot(action: 'kill' | 'stop' | 'start'): void
  clearProblem(): void
}
