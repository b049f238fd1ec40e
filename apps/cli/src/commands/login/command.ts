import { Command } from 'commander'
import type { Cli } from '../../cli.ts'
import { tokenPage } from '../../settings/choose-service.ts'
import type { Done } from '../command.ts'
import { addNotes } from '../help-notes.ts'
import type { LoginOptions } from './login.ts'

export function loginCommand(cli: Cli, done: Done): Command {
  const { t } = cli.texts
  const command = new Command('login')
    .summary(t('command.login'))
    .description(t('command.login.more', { url: tokenPage }))
    .option('--platform', t('option.platform'))
  return addNotes(command, cli, {
    examples: ['login', 'login < token.txt', 'login --platform'],
  }).action(async (options: LoginOptions) => {
    const { login } = await import('./login.ts')
    done(await login(cli, options))
  })
}

export function logoutCommand(cli: Cli, done: Done): Command {
  const { t } = cli.texts
  const command = new Command('logout').summary(t('command.logout')).description(t('command.logout.more'))
  return addNotes(command, cli, {
    examples: ['logout'],
  }).action(async () => {
    const { logout } = await import('./login.ts')
    done(await logout(cli))
  })
}
