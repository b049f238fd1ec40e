import { createSimulator, type EditionName } from '@fluxkit/simulator'
import { type Cli, writeErr, writeJson, writeOut } from '../../cli.ts'
import { type ExitCode, exitCodes } from '../../errors/exit-codes.ts'
import { environmentLines } from './environment-lines.ts'
import { ProgramError } from '../../errors/program-error.ts'
import { fileErrorCode } from '../../settings/file-error.ts'

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
    writeErr(cli, `${errPaint.bold('The sandbox is running')} at ${server.url} – open it in a browser to watch.\n`)
    writeErr(cli, 'Point other programs at it with:\n\n')
    writeOut(
      cli,
      environmentLines(cli.host.platform, server.url)
        .map((line) => `  ${paint.cyan(line)}\n`)
        .join(''),
    )
    writeErr(cli, `\n${errPaint.dim('Ctrl-C stops it. Nothing is charged.')}\n`)
  }
  if (!stop.aborted)
    await new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve(), { once: true }))
  await server.close()
  if (!json) {
    const { submissions, succeeded, imageDownloads } = simulator.stats
    writeErr(
      cli,
      `Stopped after ${submissions} submissions, ${succeeded} finished tasks, ${imageDownloads} downloads.\n`,
    )
  }
  // Ctrl-C is how this command is meant to end.
  return exitCodes.ok
}

function cannotListen(port: number, host: string, error: unknown): ProgramError {
  const problem = fileErrorCode(error) === 'EADDRINUSE' ? 'another program uses it' : fileErrorCode(error)
  return new ProgramError(
    'cannot_listen',
    exitCodes.unexpected,
    `Cannot listen on ${host} port ${port}: ${problem}.`,
    'Take another port, or --port 0 for a free one.',
    { cause: error },
  )
}
