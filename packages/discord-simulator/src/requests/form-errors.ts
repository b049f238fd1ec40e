import type { JsonObject } from '../json.ts'
import { discordError } from './errors.ts'

export type FormPath = readonly (string | number)[]

interface ErrorNode {
  readonly own: { readonly code: string; readonly message: string }[]
  readonly children: Map<string, ErrorNode>
}

function createNode(): ErrorNode {
  return { own: [], children: new Map() }
}

/** Collects faults of a request body by field, in the nested form of error 50035. */
export class FormErrors {
  readonly #root: ErrorNode = createNode()
  #isEmpty = true

  /** @param code e.g. `BASE_TYPE_MAX_LENGTH` */
  add(path: FormPath, code: string, message: string): void {
    let node = this.#root
    for (const key of path) {
      const child = node.children.get(String(key)) ?? createNode()
      node.children.set(String(key), child)
      node = child
    }
    node.own.push({ code, message })
    this.#isEmpty = false
  }

  /** @throws RestError 50035 when anything was added */
  throwIfAny(): void {
    if (!this.#isEmpty) throw discordError(50035, toWire(this.#root))
  }
}

/** A field has errors of its own or errors inside, never both: what is inside comes first, as with Discord. */
function toWire({ own, children }: ErrorNode): JsonObject {
  if (children.size === 0) return { _errors: own }
  return Object.fromEntries(Array.from(children, ([key, child]) => [key, toWire(child)]))
}
