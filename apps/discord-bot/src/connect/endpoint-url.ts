import type { Config } from '../config/config.ts'

/** Where interactions are served, on the port of `FLUXKIT_PORT`. */
export const interactionsPath = '/interactions'

/** The same as Discord reaches it; undefined without a public URL. */
export function endpointUrlOf({
  FLUXKIT_PUBLIC_URL: publicUrl,
}: Pick<Config, 'FLUXKIT_PUBLIC_URL'>): string | undefined {
  return publicUrl === undefined ? undefined : `${publicUrl}${interactionsPath}`
}
