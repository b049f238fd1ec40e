import { CommanderError } from 'commander'
import { stoppedError } from './prompts/questions.ts'
import { wrongUsage } from './errors/wrong-usage.ts'
import { type Cli, createCli, writeErr, writeJson, writeOut } from './cli.ts'
import { overview } from './commands/overview/overview.ts'
import { exitCodeOf, exitCodeOfStop } from './errors/exit-code-of.ts'
import { type ExitCode, exitCodes } from './errors/exit-codes.ts'
import type { Host, StopReason } from './host.ts'
import { errorFacts } from './errors/error-facts.ts'
import { loadTexts, type Texts } from './language/translator.ts'
import { errorText } from './output/error-text.ts'
import { withNetworkAdvice } from './output/network-advice.ts'
import { createProgram } from './program.ts'
import { isProgramError } from './errors/program-error.ts'

export interface AppOptions {
  readonly host: Host
  /** Without the runtime and the script. */
  readonly args: readonly string[]
  readonly version: string
  /** Default: in the language that the environment names. */
  readonly texts?: Texts
}

/** Runs one command line. Never throws; what goes wrong is printed, and its exit code returned. */
export async function runApp({ host, args, version, texts }: AppOptions): Promise<ExitCode> {
  const cli = createCli(host, texts ?? (await loadTexts(host.env)))
  let exitCode: ExitCode = exitCodes.ok
  try {
    if (args.length === 0) return await withoutCommand(cli, version)
    const program = createProgram(cli, version, (code) => {
      exitCode = code
    })
    await program.parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    return report(cli, args, error)
  }
}

async function withoutCommand(cli: Cli, version: string): Promise<ExitCode> {
  if (cli.host.env['FLUXKIT_LAUNCHER'] === 'npm-start') {
    const { firstRun } = await import('./commands/overview/first-run.ts')
    return firstRun(cli)
  }
  writeOut(cli, overview(cli, version))
  return exitCodes.ok
}

function report(cli: Cli, args: readonly string[], thrown: unknown): ExitCode {
  const { host, launcher, errPaint, symbols, texts } = cli
  if (thrown instanceof CommanderError && thrown.exitCode === 0) return exitCodes.ok
  const error = thrown instanceof CommanderError ? wrongUsage(thrown, launcher) : thrown
  const isJson = args.includes('--json')
  if (host.stop.aborted || (isProgramError(error) && error.code === 'stopped')) {
    const stop = host.stop.aborted ? (host.stop.reason as StopReason) : 'SIGINT'
    const { message, messageIn } = isProgramError(error) ? error : stoppedError()
    writeErr(cli, `${messageIn(texts)}\n`)
    if (isJson) writeJson(cli, { error: { code: 'aborted', message, charged: 'no', retryable: true } })
    return exitCodeOfStop(stop)
  }
  const facts = withNetworkAdvice(errorFacts(error), host.env)
  writeErr(cli, errorText(facts, { paint: errPaint, symbols, launcher, texts, env: host.env }))
  if (isJson) writeJson(cli, { error: facts })
  return exitCodeOf(error)
}
