import { EventEmitter } from './events.ts'
import { person } from './person.ts'

interface Item {
  readonly label: string
  readonly kind?: number
}

/** A quick pick that the user answers as soon as it is shown. */
export class ScriptedPick {
  items: readonly Item[] = []
  value = ''
  activeItems: readonly Item[] = []
  selectedItems: readonly Item[] = []
  readonly #changed = new EventEmitter<string>()
  readonly #accepted = new EventEmitter<undefined>()
  readonly #hidden = new EventEmitter<undefined>()
  readonly onDidChangeValue = this.#changed.event
  readonly onDidAccept = this.#accepted.event
  readonly onDidHide = this.#hidden.event
  readonly onDidTriggerButton = new EventEmitter<unknown>().event
  readonly onDidTriggerItemButton = new EventEmitter<unknown>().event
  readonly onDidChangeActive = new EventEmitter<unknown>().event

  show(): void {
    setImmediate(() => {
      this.value = person.types
      this.#changed.fire(this.value)
      const items = this.items.filter(({ kind }) => kind !== -1)
      const item = items.find(({ label }) => person.picks?.test(label)) ?? this.activeItems[0] ?? items[0]
      this.activeItems = item ? [item] : []
      this.selectedItems = this.activeItems
      this.#accepted.fire(undefined)
    })
  }

  hide(): void {
    this.#hidden.fire(undefined)
  }

  dispose(): void {
    this.items = []
  }
}
