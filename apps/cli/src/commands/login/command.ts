import { Command } from 'commander'
import type { Cli } from '../../cli.ts'
import { tokenPage } from '../../settings/choose-service.ts'
import type { Done } from '../command.ts'
import type { LoginOptions } from './login.ts'

export function loginCommand(cli: Cli, done: Done): Command {
  return new Command('login')
    .summary('keep a token for later')
    .description(
      'Asks for the API token without showing it, tries it with a call that costs nothing, and keeps it in a file that only\n' +
        `you can read. Tokens come from ${tokenPage}. The environment goes before the file.`,
    )
    .option('--platform', 'the token of the platform, for uploads of local files')
    .addHelpText(
      'after',
      `\nExamples:\n  ${cli.launcher} login\n  ${cli.launcher} login < token.txt\n  ${cli.launcher} login --platform`,
    )
    .action(async (options: LoginOptions) => {
      const { login } = await import('./login.ts')
      done(await login(cli, options))
    })
}

export function logoutCommand(cli: Cli, done: Done): Command {
  return new Command('logout')
    .summary('forget the tokens that login keeps')
    .description('Deletes the file with the tokens. Tokens in the environment are not touched.')
    .addHelpText('after', `\nExample:\n  ${cli.launcher} logout`)
    .action(async () => {
      const { logout } = await import('./login.ts')
      done(await logout(cli))
    })
}
