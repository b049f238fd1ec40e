import { addCredits } from './credits.ts'

/** Credits by token. */
export interface Ledger {
  /** Tokens that have an account, in the order of their first request. */
  readonly tokens: readonly string[]
  /** Opens the account of a token at its first request. */
  open(token: string, startingBalance?: number): void
  balanceOf(token: string): number
  /** Charged, less what was refunded. */
  spentBy(token: string): number
  /** False, and nothing taken, when the balance is not sufficient. */
  charge(token: string, credits: number): boolean
  refund(token: string, credits: number): void
  clear(): void
}

interface Entry {
  balance: number
  spent: number
}

export function createLedger(defaultBalance: number): Ledger {
  const entries = new Map<string, Entry>()

  function open(token: string, startingBalance = defaultBalance): Entry {
    const entry = entries.get(token) ?? { balance: startingBalance, spent: 0 }
    entries.set(token, entry)
    return entry
  }

  function move(entry: Entry, credits: number): void {
    entry.balance = addCredits(entry.balance, -credits)
    entry.spent = addCredits(entry.spent, credits)
  }

  return {
    get tokens() {
      return [...entries.keys()]
    },
    open: (token, startingBalance) => void open(token, startingBalance),
    balanceOf: (token) => entries.get(token)?.balance ?? defaultBalance,
    spentBy: (token) => entries.get(token)?.spent ?? 0,
    charge(token, credits) {
      const entry = open(token)
      if (entry.balance < credits) return false
      move(entry, credits)
      return true
    },
    refund: (token, credits) => move(open(token), -credits),
    clear: () => entries.clear(),
  }
}
