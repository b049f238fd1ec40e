import stringWidth from 'fast-string-width'
import { errorFacts, type ErrorFacts } from '../../errors/error-facts.ts'
import { shownError } from '../../output/error-text.ts'
import { english, type Localized, type Texts } from '../../language/translator.ts'
import { type Cli, writeJson, writeOut } from '../../cli.ts'
import { findService } from '../../client/open-connection.ts'
import { exitCodeOf } from '../../errors/exit-code-of.ts'
import { type ExitCode, exitCodes } from '../../errors/exit-codes.ts'
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
      findings: findings.map(({ name, level, message, advice }) => ({
        name,
        level,
        message: message(english),
        ...(advice !== undefined && { advice: advice(english) }),
      })),
    })
  else {
    const { t } = cli.texts
    const width = Math.max(...findings.map(({ name }) => stringWidth(t('doctor.name', { name }))))
    writeOut(cli, findings.map((finding) => findingText(cli, finding, width)).join(''))
    writeOut(cli, `\n${t(failure ? 'doctor.bad' : 'doctor.good')}\n`)
  }
  return exitCode
}

async function checkService(cli: Cli, wantsSandbox: boolean): Promise<Finding[]> {
  try {
    const choice = await findService(cli, wantsSandbox)
    return [...describeToken(cli, choice), ...(await checkConnection(cli, choice))]
  } catch (error) {
    const facts = errorFacts(error)
    const shown = (texts: Texts): Pick<ErrorFacts, 'message' | 'advice'> =>
      shownError(facts, { texts, env: cli.host.env })
    const message: Localized = (texts) => shown(texts).message
    const advice: Localized = (texts) => shown(texts).advice
    return [{ name: 'settings', level: 'fail', message, advice, exitCode: exitCodeOf(error) }]
  }
}

/** @param width columns that the longest name takes */
function findingText({ paint, symbols, texts }: Cli, { name, level, message, advice }: Finding, width: number): string {
  const mark = { ok: paint.green(symbols.ok), warn: paint.yellow(symbols.warn), fail: paint.red(symbols.fail) }[level]
  const shownName = texts.t('doctor.name', { name })
  const gap = ' '.repeat(width - stringWidth(shownName) + 2)
  const line = `${mark} ${paint.bold(shownName)}${gap}${plainText(message(texts))}\n`
  return advice === undefined ? line : `${line}${' '.repeat(width + 4)}${paint.dim(plainText(advice(texts)))}\n`
}
