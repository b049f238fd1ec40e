import { type Cli, isInteractive, writeErr } from '../../cli.ts'
import { findService } from '../../client/open-connection.ts'
import { type ExitCode, exitCodes } from '../../errors/exit-codes.ts'
import { askYesNo } from '../../prompts/questions.ts'
import { tokenPage } from '../../settings/choose-service.ts'
import { generate } from '../generate/generate.ts'

const demoPrompt = 'a lighthouse on a cliff at sunset, watercolour'

/** What `npm start` does without arguments: one image, and how to continue from there. */
export async function firstRun(cli: Cli): Promise<ExitCode> {
  const { errPaint: paint, texts } = cli
  const { kind } = await findService(cli, false)
  const names = { name: paint.bold('Fluxkit'), prompt: paint.cyan(demoPrompt) }
  writeErr(cli, `${texts.t('first.makes', names)}\n\n`)
  const isReal = kind === 'service' && (await agreesToCharge(cli))
  const exitCode = await generate(cli, [demoPrompt], { sandbox: !isReal, concurrency: 1, timeout: 600 })
  if (exitCode === exitCodes.ok) writeErr(cli, `\n${nextSteps(cli, kind, isReal).join('\n')}\n`)
  return exitCode
}

/** The token was set on purpose; in a terminal, the user confirms the cost first. */
async function agreesToCharge(cli: Cli): Promise<boolean> {
  if (!isInteractive(cli.host)) return true
  return askYesNo(cli, cli.texts.t('ask.real'))
}

function nextSteps(
  { errPaint: paint, launcher, host, texts }: Cli,
  kind: 'sandbox' | 'service',
  isReal: boolean,
): string[] {
  const { t } = texts
  const another = `  ${paint.cyan(`${launcher} generate "a red fox at dawn" --model flux-2-pro --size 1536x1024`)}`
  const help = `  ${paint.cyan(`${launcher} --help`)}`
  if (isReal) return [t('first.real'), another, help]
  const note = t('first.sandbox')
  if (kind === 'service') return [note, t('first.withToken'), another, help]
  return [
    note,
    '',
    t('first.getToken', { url: tokenPage }),
    `  ${paint.cyan(host.platform === 'win32' ? '$env:ACEDATACLOUD_API_TOKEN = "…"' : 'export ACEDATACLOUD_API_TOKEN=…')}`,
    '',
    t('first.then'),
    another,
    help,
  ]
}
