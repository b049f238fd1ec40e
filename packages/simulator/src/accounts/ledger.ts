import { addCredits } from './credits.ts'

/** Credits by token. */
export interface Ledger {
  balanceOf(token: string, startingBalance?: number): number
  /** False, and nothing taken, when the balance is not sufficient. */
  charge(token: string, credits: number, startingBalance?: number): boolean
  refund(token: string, credits: number): void
  clear(): void
}

export function createLedger(defaultBalance: number): Ledger {
  const balances = new Map<string, number>()
  function balanceOf(token: string, startingBalance = defaultBalance): number {
    return balances.get(token) ?? startingBalance
  }
  return {
    balanceOf,
    charge(token, credits, startingBalance) {
      const left = addCredits(balanceOf(token, startingBalance), -credits)
      if (left < 0) return false
      balances.set(token, left)
      return true
    },
    refund: (token, credits) => void balances.set(token, addCredits(balanceOf(token), credits)),
    clear: () => balances.clear(),
  }
}
