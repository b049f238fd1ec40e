import { type Cli, writeJson, writeOut } from '../../cli.ts'
import { findService } from '../../client/open-connection.ts'
import { exitCodeOf } from '../../errors/exit-code-of.ts'
import { type ExitCode, exitCodes } from '../../errors/exit-codes.ts'
import { errorFacts } from '../../errors/error-facts.ts'
import { plainText } from '../../terminal/terminal-text.ts'
import { checkConnection } from './check-connection.ts'
import { checkFolders } from './check-folders.ts'
import { checkJournal } from './check-journal.ts'
import { checkSurroundings } from './check-surroundings.ts'
import { describeToken } from './describe-token.ts'
import type { Finding } from './finding.ts'

export interface DoctorOptions {
  readonly json?: boolean
  readonly sandbox?: boolean
}

/** All findings, the first failure's exit code. */
export async function doctor(cli: Cli, { json = false, sandbox = false }: DoctorOptions): Promise<ExitCode> {
  const findings = [
    ...checkSurroundings(cli),
    ...(await checkService(cli, sandbox)),
    ...(await checkFolders(cli)),
    await checkJournal(cli),
  ]
  const failure = findings.find(({ level }) => level === 'fail')
  const exitCode = failure?.exitCode ?? (failure ? exitCodes.unexpected : exitCodes.ok)
  if (json)
    writeJson(cli, {
      ok: failure === undefined,
      findings: findings.map(({ exitCode: _exitCode, ...finding }) => finding),
    })
  else {
    writeOut(cli, findings.map((finding) => findingText(cli, finding)).join(''))
    writeOut(
      cli,
      `\n${failure ? 'Something keeps images from being made; see above.' : 'Everything that an image needs is there.'}\n`,
    )
  }
  return exitCode
}

async function checkService(cli: Cli, wantsSandbox: boolean): Promise<Finding[]> {
  try {
    const choice = await findService(cli, wantsSandbox)
    return [...describeToken(cli, choice), ...(await checkConnection(cli, choice))]
  } catch (error) {
    const { message, advice } = errorFacts(error)
    return [{ name: 'settings', level: 'fail', message, advice, exitCode: exitCodeOf(error) }]
  }
}

function findingText({ paint, symbols }: Cli, { name, level, message, advice }: Finding): string {
  const mark = { ok: paint.green(symbols.ok), warn: paint.yellow(symbols.warn), fail: paint.red(symbols.fail) }[level]
  const line = `${mark} ${paint.bold(name.padEnd(12))} ${plainText(message)}\n`
  return advice === undefined ? line : `${line}${' '.repeat(15)}${paint.dim(plainText(advice))}\n`
}
