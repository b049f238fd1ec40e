/** Units an image that the service has charged in recorded runs. Source: flux-recorded-runs, October 2026. */
const recorded: Readonly<Record<string, number>> = {
  'generate flux-dev': 2_160,
  'edit flux-kontext-pro': 4_230,
}

/** @returns undefined when no run is known, or the books are in another currency than credits */
export function recordedCost(
  { action, model }: { readonly action: string; readonly model: string },
  currency: string,
): number | undefined {
  const key = `${action} ${model}`
  return /^credits?$/i.test(currency) && Object.hasOwn(recorded, key) ? recorded[key] : undefined
}
