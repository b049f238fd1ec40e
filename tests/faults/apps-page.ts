import type { HostName, HostRun } from './hosts/host.ts'
import { markdownTable } from './markdown-table.ts'
import type { MatrixCase } from './matrix.ts'

const titles: Readonly<Record<HostName, string>> = {
  program: 'Terminal program',
  bot: 'Discord bot',
  extension: 'VS Code extension',
  'server-mcp': 'Server (MCP)',
  'server-openai': 'Server (OpenAI)',
}

const introduction = `# Faults in the apps

The faults of [faults.md](faults.md) where people meet them: a person asks an app for one image, or an agent asks the server
through MCP, or an app through OpenAI’s Images API with the \`openai\` client, and the fault stays. This page is made by \`npm run docs:faults\`, and \`npm run test:slow\` fails when page and behaviour differ. Each cell says whether the
image arrived, else the state of the job’s record; then what the service charged. “Task kept” means that the record holds the
task id. “Recovers” means that the image arrives once the fault has passed, without another submission: the bot and the
extension check by themselves, the terminal program with \`fluxkit wait\`; the server gives it to the same call, and checks by
itself. “Retry” means that the app offers to submit again, and for the server that the same call does.

The build fails when a paid task id is dropped, a paid image is lost, a charge is denied, or trying again pays twice
without a warning. [fault-messages.md](fault-messages.md) holds what people read.
`

/** The matrix of apps and faults, as a page. */
export function appsPage(cases: readonly MatrixCase[]): string {
  return [introduction, matrixTable(cases, namesOf(cases))].join('\n')
}

const messagesIntroduction = `# What people read when things go wrong

Each text that an app shows under the faults of [faults-in-apps.md](faults-in-apps.md), with what leads to it; ids and addresses are shown as
“…”. This page is made by \`npm run docs:faults\`.
`

/** What people read in each app, as a page of its own. */
export function messagesPage(cases: readonly MatrixCase[]): string {
  return [messagesIntroduction, ...namesOf(cases).map((name) => readSection(cases, name))].join('\n')
}

function namesOf(cases: readonly MatrixCase[]): HostName[] {
  return [...new Set(cases.map(({ host }) => host))]
}

function matrixTable(cases: readonly MatrixCase[], names: readonly HostName[]): string {
  const phrases = new Map<string, Map<HostName, string>>()
  for (const { fault, phrase, host, run } of cases) {
    const key = `${operationWord(fault.operation)}: ${phrase}`
    const cells = phrases.get(key) ?? new Map<HostName, string>()
    phrases.set(key, cells.set(host, cellOf(run)))
  }
  const rows = [...phrases].map(([phrase, cells]) => [phrase, ...names.map((name) => cells.get(name) ?? '–')])
  return markdownTable([['What happens', ...names.map((name) => titles[name])], ...rows])
}

function operationWord(operation = 'submit'): string {
  return (
    { submit: 'submission', poll: 'poll', image: 'download', upload: 'upload', callback: 'callback' }[operation] ?? ''
  )
}

function cellOf(run: HostRun): string {
  const { isDelivered, state, submissions, charges } = run
  const facts = [
    isDelivered ? 'delivered' : `\`${state}\``,
    submissions > 1 ? `${submissions} submissions` : undefined,
    charges > 0 ? 'charged' : 'not charged',
    run.keepsTaskId === true && !isDelivered ? 'task kept' : undefined,
    run.isRecoverable === true ? 'recovers' : undefined,
    run.offersRetry && !isDelivered ? (run.warnsBeforePaying === true ? 'retry, after a warning' : 'retry') : undefined,
  ]
  return facts.filter(Boolean).join(', ')
}

/** What people read in one app, each text once, with what leads to it. */
function readSection(cases: readonly MatrixCase[], name: HostName): string {
  const texts = new Map<string, Set<string>>()
  for (const { host, phrase, fault, run } of cases) {
    if (host !== name || run.personReads === '') continue
    const after = texts.get(run.personReads) ?? new Set()
    texts.set(run.personReads, after.add(`${operationWord(fault.operation)}: ${phrase}`))
  }
  const blocks = [...texts].map(([text, after]) => `${list([...after])}\n\n\`\`\`\n${text}\n\`\`\`\n`)
  return `## ${titles[name]}\n\n${blocks.join('\n')}`
}

const shownCauses = 3

function list(phrases: readonly string[]): string {
  const shown = phrases.slice(0, shownCauses).map((phrase) => `- ${phrase}`)
  const more = phrases.length - shown.length
  return [...shown, ...(more > 0 ? [`- and ${more} more`] : [])].join('\n')
}
