import { ApplicationIntegrationType as Install, InteractionContextType as Context } from 'discord.js'

/** Servers and users may install it; it works in servers, in its own direct messages and in other people's. */
export const everywhere: { readonly integration_types: Install[]; readonly contexts: Context[] } = {
  integration_types: [Install.GuildInstall, Install.UserInstall],
  contexts: [Context.Guild, Context.BotDM, Context.PrivateChannel],
}

/** Only where a server has invited the bot. */
export const serversOnly: typeof everywhere = {
  integration_types: [Install.GuildInstall],
  contexts: [Context.Guild],
}
