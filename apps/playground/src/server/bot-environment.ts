import type { Sandbox } from './sandbox.ts'

/** Similar to the service's prices, so that limits in money can be tried. */
const prices =
  'flux-dev=0.03,flux-pro=0.06,flux-pro-1.1=0.05,flux-pro-1.1-ultra=0.08,flux-kontext-pro=0.05,' +
  'flux-kontext-max=0.1,flux-2-flex=0.08,flux-2-pro=0.06,flux-2-max=0.12,flux-2-klein=0.02'

/**
 * The settings of the bot in the playground. Nothing of this machine's own settings reaches it: no real token, no
 * proxy between it and the simulators.
 */
export function botEnvironment(
  machine: NodeJS.ProcessEnv,
  sandbox: Pick<Sandbox, 'botToken' | 'apiBase' | 'fluxUrl'>,
  dataFolder: string,
): Record<string, string> {
  const kept = Object.entries(machine).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !/^(?:DISCORD_|ACEDATACLOUD_|FLUXKIT_|NODE_)|proxy$/iu.test(entry[0]),
  )
  return {
    ...Object.fromEntries(kept),
    DISCORD_TOKEN: sandbox.botToken,
    DISCORD_API_BASE: sandbox.apiBase,
    ACEDATACLOUD_API_TOKEN: 'token-of-the-playground',
    ACEDATACLOUD_API_BASE_URL: sandbox.fluxUrl,
    FLUXKIT_DATA_DIR: dataFolder,
    FLUXKIT_PORT: '0',
    FLUXKIT_PRICES: prices,
    FLUXKIT_CURRENCY: 'USD',
    // Everybody may play, in every place and as often as they like.
    FLUXKIT_GUILDS: '*',
    FLUXKIT_USERS: '*',
    FLUXKIT_MEMBER_IMAGES_PER_DAY: 'none',
    FLUXKIT_GUILD_IMAGES_PER_DAY: 'none',
    FLUXKIT_PRIVATE_IMAGES_PER_DAY: 'none',
    // A killed bot's jobs are taken up as soon as this is over.
    FLUXKIT_LEASE_SECONDS: '2',
    FLUXKIT_DRAIN_SECONDS: '1',
  }
}
