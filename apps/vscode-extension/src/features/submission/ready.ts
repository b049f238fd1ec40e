import type { Services } from '../../services.ts'

/** Makes sure that there is a token or the sandbox; the questions are loaded when there is neither. */
export async function ensureReady(services: Services): Promise<boolean> {
  if (await services.isReady()) return true
  const { chooseWay } = await import('./ways-to-get-ready.ts')
  await chooseWay()
  return services.isReady()
}
