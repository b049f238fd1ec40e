/** Credit units by token. */
export interface Ledger {
  balanceOf(token: string, startingBalance?: number): number
  /** False, and nothing taken, when the balance is not sufficient. */
  charge(token: string, units: number, startingBalance?: number): boolean
  refund(token: string, units: number): void
  clear(): void
}

export function createLedger(defaultBalance: number): Ledger {
  const balances = new Map<string, number>()
  function balanceOf(token: string, startingBalance = defaultBalance): number {
    return balances.get(token) ?? startingBalance
  }
  return {
    balanceOf,
    charge(token, units, startingBalance) {
      const left = balanceOf(token, startingBalance) - units
      if (left < 0) return false
      balances.set(token, left)
      return true
    },
    refund: (token, units) => void balances.set(token, balanceOf(token) + units),
    clear: () => balances.clear(),
  }
}
