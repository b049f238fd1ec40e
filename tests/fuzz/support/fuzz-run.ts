/** The seed of every run that nobody gave another: what CI finds, anybody finds again. */
const fixedSeed = 20_261_122

/**
 * How a property runs: `tests` times in CI, that often times `FLUXKIT_FUZZ_SCALE` in the long run, whose seeds come
 * from `scripts/fuzz.mjs`. fast-check prints seed and path with a failure.
 */
export function fuzzRun(tests: number): { numRuns: number; seed: number; endOnFailure: boolean } {
  const seed = Number(process.env['FLUXKIT_FUZZ_SEED'] ?? fixedSeed)
  const scale = Number(process.env['FLUXKIT_FUZZ_SCALE'] ?? 1)
  return { numRuns: Math.ceil(tests * scale), seed, endOnFailure: scale > 1 }
}
