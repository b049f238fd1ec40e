import { REST, Routes } from 'discord.js'
import { definitions } from './commands/definitions/index.ts'
import { syncCommands } from './ops/sync-commands.ts'

// Registers the commands without starting the bot; `--dry-run` only prints what would change.

const token = process.env['DISCORD_TOKEN']?.trim()
if (token) {
  const api = process.env['DISCORD_API_BASE'] ?? 'https://discord.com/api'
  const rest = new REST({ api }).setToken(token)
  try {
    const application = (await rest.get(Routes.currentApplication())) as { id: string }
    const dryRun = process.argv.includes('--dry-run')
    const { lines, changed } = await syncCommands(rest, application.id, definitions, dryRun)
    const what = !changed ? 'Nothing has changed.' : dryRun ? 'Nothing was registered (dry run).' : 'Registered.'
    process.stdout.write([...lines, what, ''].join('\n'))
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
} else {
  process.stderr.write('DISCORD_TOKEN is missing: the bot token from https://discord.com/developers/applications\n')
  process.exitCode = 2
}
