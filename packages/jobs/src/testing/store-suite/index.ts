import { claimCases } from './claims.ts'
import { effectCases } from './effects.ts'
import { recordCases } from './records.ts'
import type { StoreCase } from './subject.ts'
import { taskCases } from './tasks.ts'

/**
 * What every store must do, for any test runner:
 *
 * ```ts
 * for (const { title, run } of storeCases) test(title, async () => run(await openSubject()))
 * ```
 */
export const storeCases: readonly StoreCase[] = [...recordCases, ...claimCases, ...taskCases, ...effectCases]
export { type OpenSubject, type StoreCase, type StoreSubject, type SuiteEffect, SuiteEffectRefused } from './subject.ts'
