import { EventEmitter } from './events.ts'

/** A message that the editor shows, until a button is pressed. */
export interface Message {
  readonly kind: 'information' | 'warning' | 'error'
  readonly text: string
  readonly isModal: boolean
  readonly buttons: readonly string[]
  /** Presses a button; without one the message is dismissed. */
  press(button?: string): void
}

type Show = (text: string, ...rest: readonly unknown[]) => Promise<string | undefined>

/** The user in front of the editor, as a script. */
export const person = {
  /** What is typed where a sentence is asked for. */
  types: '',
  /** Which item of a list is taken; else the one that is highlighted. */
  picks: undefined as RegExp | undefined,
  savesAs: undefined as unknown,
  /** Buttons that are pressed at once. */
  presses: undefined as RegExp | undefined,
  /** Messages that nothing is pressed on are closed at once; else they stay until something is. */
  ignores: false,
  /** Cancel is pressed in all notifications that have it. */
  cancels: new EventEmitter<undefined>(),
  /** All that was shown, oldest first. */
  messages: [] as Message[],
  read:
    (kind: Message['kind']): Show =>
    (text, ...rest) =>
      new Promise((resolve) => {
        const [options] = rest
        const { modal = false, detail } =
          typeof options === 'object' ? (options as { modal?: boolean; detail?: string }) : {}
        const buttons = rest.filter((each): each is string => typeof each === 'string')
        person.messages.push({
          kind,
          text: [text, detail].filter(Boolean).join(' '),
          isModal: modal,
          buttons,
          press: resolve,
        })
        const pressed = buttons.find((button) => person.presses?.test(button))
        if (pressed !== undefined || person.ignores) resolve(pressed)
      }),
}
