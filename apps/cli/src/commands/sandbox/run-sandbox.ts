import { createSimulator, type EditionName } from '@fluxkit/simulator'
import { type Cli, writeErr, writeJson, writeOut } from '../../cli.ts'
import { type ExitCode, exitCodes } from '../../errors/exit-codes.ts'
import { ProgramError } from '../../errors/program-error.ts'
import { fileErrorCode } from '../../settings/file-error.ts'
import { environmentLines } from './environment-lines.ts'

export interface SandboxOptions {
  readonly port: number
  readonly host: string
  readonly speed: number
  readonly contract: EditionName
  readonly balance?: number
  readonly json?: boolean
}

/** Serves until the program is stopped. @throws {ProgramError} when the address is taken */
export async function runSandbox(cli: Cli, options: SandboxOptions): Promise<ExitCode> {
  const { stop, clock, random } = cli.host
  const { t } = cli.texts
  const { port, host, speed, contract, balance, json } = options
  await using simulator = createSimulator({
    clock,
    random,
    speed,
    contract,
    ...(balance === undefined ? {} : { balance }),
  })
  const server = await simulator.listen({ port, host }).catch((error: unknown) => {
    throw cannotListen(port, host, error)
  })
  if (json) writeJson(cli, { url: server.url, port: server.port, token: 'sandbox', platformToken: 'platform-sandbox' })
  else {
    const { paint, errPaint } = cli
    writeErr(cli, `${t('sandbox.running', { url: errPaint.bold(server.url) })}\n${t('sandbox.point')}\n\n`)
    writeOut(
      cli,
      environmentLines(cli.host.platform, server.url)
        .map((line) => `  ${paint.cyan(line)}\n`)
        .join(''),
    )
    writeErr(cli, `\n${errPaint.dim(t('sandbox.stop'))}\n`)
  }
  if (!stop.aborted)
    await new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve(), { once: true }))
  await server.close()
  if (!json) {
    const { submissions, succeeded: tasks, imageDownloads: downloads } = simulator.stats
    writeErr(cli, `${t('sandbox.stopped', { submissions, tasks, downloads })}\n`)
  }
  // This command is meant to end with Ctrl-C.
  return exitCodes.ok
}

function cannotListen(port: number, host: string, error: unknown): ProgramError {
  const code = fileErrorCode(error)
  return new ProgramError(
    'cannot_listen',
    exitCodes.unexpected,
    ({ t }) => {
      // A port isn't a number to group: 8,788.
      const address = { host, port: String(port) }
      return code === 'EADDRINUSE' ? t('fault.portTaken', address) : t('fault.cannotListen', { ...address, code })
    },
    ({ t }) => t('fault.cannotListenAdvice'),
    { cause: error },
  )
}
