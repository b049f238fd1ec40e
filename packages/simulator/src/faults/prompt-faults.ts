import { arm, type ArmedFault } from './armed-fault.ts'
import { FaultSyntaxError, parseFault } from './fault.ts'

/** Prompts whose counted faults are remembered, so that `times=1` means once and not once per request. */
const rememberedPrompts = 500

const marker = '[sim:'

function readValue(text: string): string | number | boolean {
  if (text === 'true') return true
  return /^\d+$/.test(text) ? Number(text) : text
}

/**
 * Finds `[sim:kind name=value …]` in a prompt: `[sim:429 times=1 retry-after=2]`, `[sim:500 operation=poll times=3]`.
 * @throws FaultSyntaxError when such a word cannot be understood
 */
export function parsePromptFaults(prompt: string): ArmedFault[] {
  if (!prompt.includes(marker)) return []
  return [...prompt.matchAll(/\[sim:([^\]]*)\]/g)].map((match) => {
    const [kind = '', ...settings] = (match[1] ?? '').trim().split(/\s+/)
    // Without a prototype: a prompt may name anything, `__proto__` too.
    const fields = Object.create(null) as Record<string, unknown>
    fields['kind'] = kind
    for (const word of settings) {
      const [name = '', value = 'true'] = word.split('=', 2)
      const camelName = name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
      if (Object.hasOwn(fields, camelName)) throw new FaultSyntaxError(`Fault ${kind}: ${camelName} is given twice`)
      fields[camelName] = readValue(value)
    }
    return arm(parseFault(fields))
  })
}

export interface PromptFaults {
  /** Faults of a prompt; the same prompt gets the same counters again. */
  of(prompt: string): readonly ArmedFault[]
  clear(): void
}

const noFaults: readonly ArmedFault[] = []

export function createPromptFaults(): PromptFaults {
  const seen = new Map<string, ArmedFault[]>()
  return {
    of(prompt) {
      if (!prompt.includes(marker)) return noFaults
      const known = seen.get(prompt)
      if (known) return known
      const faults = parsePromptFaults(prompt)
      if (seen.size >= rememberedPrompts) {
        const [oldest] = seen.keys()
        if (oldest !== undefined) seen.delete(oldest)
      }
      seen.set(prompt, faults)
      return faults
    },
    clear: () => seen.clear(),
  }
}
