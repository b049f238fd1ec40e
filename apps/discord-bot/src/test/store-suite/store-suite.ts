import { describe } from 'vitest'
import { deliveryCases } from './deliveries.ts'
import { dutyCases } from './duties.ts'
import { ledgerCases } from './ledger.ts'
import { queryCases } from './queries.ts'
import { reservationCases } from './reservations.ts'
import { settingsCases } from './settings.ts'
import { smallStoreCases } from './small-stores.ts'
import { createSubject, type OpenStore } from './subject.ts'
import { usageCases } from './usages.ts'

export interface SuiteOptions {
  /** Random histories of the books; default 60. */
  readonly histories?: number
}

/** What every store promises. */
export function storeSuite(name: string, open: OpenStore, { histories = 60 }: SuiteOptions = {}): void {
  const subject = createSubject(open)
  const parts = {
    reservations: reservationCases,
    'what counts towards a limit': usageCases,
    queries: queryCases,
    deliveries: deliveryCases,
    duties: dutyCases,
    settings: settingsCases,
    'small stores': smallStoreCases,
  }
  describe.each(Object.entries(parts))(`${name}: %s`, (_, cases) => {
    cases(subject)
  })
  describe(`${name}: ledger`, () => {
    ledgerCases(subject, histories)
  })
}
