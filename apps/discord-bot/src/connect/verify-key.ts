import type { KeyObject } from 'node:crypto'
import type { Clock } from '@fluxkit/core/node'
import type { Log } from '../ports/log.ts'
import { within } from '../time/within.ts'
import { isSignedBy, readVerifyKey, type Signed } from './signature.ts'

/** Whatever strangers send, the key is read from Discord no more often. */
const readAgainMs = 60_000
/** A request waits no longer for that: Discord wants an answer within 3 s. */
const readLimitMs = 1_500

/** Discord's key, as Discord has it. */
export interface VerifyKey {
  isKnown(): boolean
  /** @throws Error when it isn't a key */
  use(hex: string): void
  /** Reads the key again when a signature doesn't fit, at most once a minute: it may have been replaced. */
  isSigned(signed: Signed): Promise<boolean>
}

/** @param read reads the key from Discord */
export function createVerifyKey(clock: Clock, log: Log, read: () => Promise<string>): VerifyKey {
  let known: { readonly hex: string; readonly key: KeyObject } | undefined
  let readMs = -Infinity
  let reading: Promise<void> | undefined

  function use(hex: string): void {
    readMs = clock.now()
    if (hex !== known?.hex) known = { hex, key: readVerifyKey(hex) }
  }

  function readAgain(): Promise<void> {
    if (reading) return reading
    if (clock.now() - readMs < readAgainMs) return Promise.resolve()
    readMs = clock.now()
    reading = read()
      .then(use)
      .catch((error: unknown) => log.warn({ error }, 'the key of Discord’s signatures could not be read again'))
      .finally(() => (reading = undefined))
    return reading
  }

  return {
    isKnown: () => known !== undefined,
    use,
    async isSigned(signed) {
      const before = known
      if (before === undefined) return false
      if (await isSignedBy(before.key, signed)) return true
      await within(clock, readAgain(), readLimitMs)
      return known !== undefined && known !== before && (await isSignedBy(known.key, signed))
    },
  }
}
