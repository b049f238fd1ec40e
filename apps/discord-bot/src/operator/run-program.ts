import { readConfig, type Config } from '../config/config.ts'
import { type Environment, loadEnvironment, SettingsUnreadable } from '../config/load-environment.ts'
import { operatorCommands } from './commands.ts'
import { startProblem } from './start-problem.ts'

/** What the program takes from the machine. */
export interface ProgramHost {
  readonly env: Environment
  readonly args: readonly string[]
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly now: () => number
  /** Runs the bot until it is stopped. @throws when it can't start, or Discord has closed for good */
  readonly runBot: (config: Config) => Promise<void>
}

/** Runs the bot, or one command of its operator. @returns the exit code: 1 it failed, 2 wrong settings or usage */
export async function runProgram(host: ProgramHost): Promise<number> {
  const [name = 'start', ...args] = host.args
  if (name === '--help' || name === 'help') {
    host.out(helpText())
    return 0
  }
  const command = operatorCommands.find((each) => each.name === name)
  if (command === undefined && name !== 'start') {
    host.err(`${JSON.stringify(name)} isn’t a command.\n${helpText()}`)
    return 2
  }
  const settings = readSettings(host.env, command?.needs ?? tokens)
  if ('faults' in settings) {
    host.err(`The bot cannot start:\n${settings.faults.map((fault) => `- ${fault}\n`).join('')}`)
    return 2
  }
  const { config } = settings
  try {
    if (command) await command.run({ config, args, print: (line) => host.out(`${line}\n`), now: host.now })
    else await host.runBot(config)
    return 0
  } catch (error) {
    host.err(`${startProblem(error, config)}\n`)
    return 1
  }
}

const tokens = ['DISCORD_TOKEN', 'ACEDATACLOUD_API_TOKEN'] as const

function readSettings(
  env: Environment,
  needed: readonly string[],
): { readonly config: Config } | { readonly faults: readonly string[] } {
  try {
    const given = loadEnvironment(env)
    // A command that uses no token runs without one.
    const spare = tokens.filter((name) => !needed.includes(name) && !given[name])
    const result = readConfig({ ...given, ...unused(spare) })
    return result.ok ? { config: result.config } : { faults: result.faults }
  } catch (error) {
    if (error instanceof SettingsUnreadable) return { faults: [error.message] }
    throw error
  }
}

function unused(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, 'not used']))
}

function helpText(): string {
  const rows = [
    ['start', 'run the bot; this is the default'],
    ...operatorCommands.map((each) => [each.usage, each.summary]),
  ]
  const lines = rows.map(([usage = '', summary = '']) => `  ${usage.padEnd(30)} ${summary}`)
  return `Usage: npm run bot -- COMMAND\n\n${lines.join('\n')}\n`
}
