import { REST, Routes } from 'discord.js'
import { definitions } from '../commands/definitions/index.ts'
import { syncCommands } from '../ops/sync-commands.ts'
import type { OperatorCommand } from './command.ts'

export const deployCommands: OperatorCommand = {
  name: 'deploy-commands',
  usage: 'deploy-commands [--dry-run]',
  summary: 'register the commands without starting the bot; --dry-run prints what would change',
  needs: ['DISCORD_TOKEN'],
  async run({ config, args, print }) {
    const rest = new REST({ api: config.DISCORD_API_BASE }).setToken(config.DISCORD_TOKEN)
    const application = (await rest.get(Routes.currentApplication())) as { id: string }
    const dryRun = args.includes('--dry-run')
    const { lines, changed } = await syncCommands(rest, application.id, definitions, dryRun)
    for (const line of lines) print(line)
    print(!changed ? 'Nothing has changed.' : dryRun ? 'Nothing was registered (dry run).' : 'Registered.')
  },
}
