import type { JsonObject } from '../json.ts'
import { discordError } from './errors.ts'

export type FormPath = readonly (string | number)[]

/** Collects faults of a request body by field, in the nested form of error 50035. */
export class FormErrors {
  readonly #root: JsonObject = {}
  #count = 0

  get count(): number {
    return this.#count
  }

  /** @param code e.g. `BASE_TYPE_MAX_LENGTH` */
  add(path: FormPath, code: string, message: string): void {
    let node = this.#root
    for (const key of path) node = (node[String(key)] ??= {}) as JsonObject
    ;((node['_errors'] ??= []) as unknown[]).push({ code, message })
    this.#count += 1
  }

  /** @throws RestError 50035 when anything was added */
  throwIfAny(): void {
    if (this.#count > 0) throw discordError(50035, this.#root)
  }
}
