import { type Cli, isInteractive, writeErr } from '../../cli.ts'
import { findService } from '../../client/open-connection.ts'
import { type ExitCode, exitCodes } from '../../errors/exit-codes.ts'
import { askYesNo } from '../../prompts/questions.ts'
import { tokenPage } from '../../settings/choose-service.ts'
import { generate } from '../generate/generate.ts'

const demoPrompt = 'a lighthouse on a cliff at sunset, watercolour'

/** What `npm start` does without arguments: one image, and how to go on from there. */
export async function firstRun(cli: Cli): Promise<ExitCode> {
  const { errPaint: paint } = cli
  const { kind } = await findService(cli, false)
  writeErr(cli, `${paint.bold('Fluxkit')} makes an image: ${paint.cyan(`“${demoPrompt}”`)}\n\n`)
  const isReal = kind === 'service' && (await agreesToCharge(cli))
  const exitCode = await generate(cli, [demoPrompt], { sandbox: !isReal, concurrency: 1, timeout: 600 })
  if (exitCode === exitCodes.ok) writeErr(cli, `\n${nextSteps(cli, kind, isReal).join('\n')}\n`)
  return exitCode
}

/** The token was set on purpose; where somebody can be asked, money is asked for first. */
async function agreesToCharge(cli: Cli): Promise<boolean> {
  if (!isInteractive(cli.host)) return true
  return askYesNo(cli.host, 'You have a token. Make it with the real service? It is charged. (No: in the sandbox.)')
}

function nextSteps({ errPaint: paint, launcher, host }: Cli, kind: 'sandbox' | 'service', isReal: boolean): string[] {
  const another = `  ${paint.cyan(`${launcher} generate "a red fox at dawn" --model flux-2-pro --size 1536x1024`)}`
  const help = `  ${paint.cyan(`${launcher} --help`)}`
  if (isReal) return ['That was the real service. Next:', another, help]
  const note = 'That was the sandbox: a drawing made on this machine. Nothing was sent, nothing was charged.'
  if (kind === 'service')
    return [note, 'With your token, other images come from the real service and are charged. Next:', another, help]
  return [
    note,
    '',
    `For real images get a token at ${tokenPage} and set it:`,
    `  ${paint.cyan(host.platform === 'win32' ? '$env:ACEDATACLOUD_API_TOKEN = "…"' : 'export ACEDATACLOUD_API_TOKEN=…')}`,
    '',
    'Then, or first in the sandbox, try:',
    another,
    help,
  ]
}
