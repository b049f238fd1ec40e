/** Remembers the latest keys, as many as it may hold. */
export class LatestSet {
  readonly #keys = new Set<string>()
  readonly #capacity: number

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  /** @returns false when the key was there already; it counts as latest again */
  add(key: string): boolean {
    const isNew = !this.#keys.delete(key)
    this.#keys.add(key)
    if (this.#keys.size > this.#capacity) this.#keys.delete(this.#keys.values().next().value ?? '')
    return isNew
  }

  /** From the oldest to the latest. */
  latest(): string[] {
    return [...this.#keys]
  }
}
