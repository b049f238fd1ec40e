import { GatewayIntentBits, Options, type ClientOptions } from 'discord.js'

/** Refused requests after which the operator is warned; 10,000 in 10 minutes block the address. */
export const warnAfterInvalidRequests = 500

/**
 * How the bot configures discord.js. Everything it needs of an event is in the event, so nothing is kept but what the
 * client cannot do without: a server of 100,000 members costs no more memory than one of ten.
 * @param api without the version
 */
export function clientOptions(api: string): ClientOptions {
  return {
    intents: [GatewayIntentBits.Guilds],
    // As many connections as Discord recommends: a single one is refused from 2,500 servers on.
    shards: 'auto',
    allowedMentions: { parse: [] },
    rest: { api, invalidRequestWarningInterval: warnAfterInvalidRequests },
    makeCache: Options.cacheWithLimits({
      ApplicationCommandManager: 0,
      ApplicationEmojiManager: 0,
      AutoModerationRuleManager: 0,
      BaseGuildEmojiManager: 0,
      DMMessageManager: 0,
      EntitlementManager: 0,
      GuildBanManager: 0,
      GuildEmojiManager: 0,
      GuildForumThreadManager: 0,
      GuildInviteManager: 0,
      GuildMemberManager: 0,
      GuildMessageManager: 0,
      GuildScheduledEventManager: 0,
      GuildStickerManager: 0,
      GuildTextThreadManager: 0,
      MessageManager: 0,
      PresenceManager: 0,
      ReactionManager: 0,
      ReactionUserManager: 0,
      StageInstanceManager: 0,
      ThreadManager: 0,
      ThreadMemberManager: 0,
      UserManager: 0,
      VoiceStateManager: 0,
    }),
  }
}
