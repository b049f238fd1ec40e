import type { Measured, Measurement } from './measure.ts'
import { markdownTable } from './markdown-table.ts'
import type { Operation } from './scenarios.ts'

const introduction = `# Faults

What Fluxkit does when things go wrong, what you see, and what it costs. This page is made by \`npm run docs:faults\` from
runs against the simulator over real sockets; \`npm test\` runs all of it again and fails when page and behaviour differ.

- **What Fluxkit does** says what happens when the fault passes, and when it stays.
- **What you see** is the code of the error when the fault stays; [errors.md](errors.md) explains the codes.
- **Charged** is what the error says. **In the books** is what the service did with the submissions that reached it.
  Fluxkit may say "unknown" about a submission that was not accepted; it never says "no" about one that was.
- [faults-in-apps.md](faults-in-apps.md) shows the same faults in the terminal program, the Discord bot and the VS Code
  extension.

One submission is never accepted twice, whatever happens.
`

interface Section {
  readonly title: string
  readonly about: string
  readonly holds: (measured: Measured) => boolean
}

const isTask = ({ canStay, fault }: Measured): boolean => !canStay && fault.operation === 'submit'

const sections: readonly Section[] = [
  {
    title: 'Submitting',
    about:
      'A submission is repeated only when the service cannot have accepted it. “Held” waits for the image in the same call (`mode: "sync"`), “async” returns with the task id, “callback” names a `callbackUrl`.',
    holds: (each) => each.fault.operation === 'submit' && !isTask(each),
  },
  {
    title: 'The task itself',
    about:
      'The submission was accepted; “wait” waits for one task, “batch” for three together of which one has the fault, “held” and “callback” as above.',
    holds: isTask,
  },
  {
    title: 'Polling',
    about: 'A failed poll never ends a wait. Here a wait has a deadline of two minutes.',
    holds: ({ fault }) => fault.operation === 'poll',
  },
  {
    title: 'Callbacks',
    about: 'Polling is the safety net: a result arrives by whichever is first.',
    holds: ({ fault }) => fault.operation === 'callback',
  },
  {
    title: 'Downloading an image',
    about: 'The image is paid for by then, so every error says so. A download never leads to another submission.',
    holds: ({ fault }) => fault.operation === 'image',
  },
  {
    title: 'Uploading an image',
    about: 'An upload costs nothing; repeated, it leaves at worst a file that nobody uses.',
    holds: ({ fault }) => fault.operation === 'upload',
  },
]

/** The guide as Markdown. */
export function faultsPage(measured: readonly Measured[]): string {
  const tables = sections.map(
    ({ title, about, holds }) => `## ${title}\n\n${about}\n\n${table(measured.filter(holds))}`,
  )
  return [introduction, ...tables].join('\n')
}

const head = ['What happens', 'Who', 'What Fluxkit does', 'What you see', 'Charged', 'In the books']

function table(measured: readonly Measured[]): string {
  const rows = new Map<string, { cells: string[]; who: string[] }>()
  for (const each of measured) {
    const cells = [each.phrase, doing(each), seen(each.always), each.always.thrown?.charged ?? '', books(each.always)]
    const key = cells.join('|')
    const row = rows.get(key) ?? { cells, who: [] }
    row.who.push(names[each.operation])
    rows.set(key, row)
  }
  const hasOneWho = new Set(measured.map(({ operation }) => operation)).size === 1
  const lines = [...rows.values()].map(({ cells: [phrase = '', ...rest], who }) =>
    [phrase, ...(hasOneWho ? [] : [who.join(', ')]), ...rest].map((cell) => cell || '–'),
  )
  const titles = hasOneWho ? head.filter((title) => title !== 'Who') : head
  return markdownTable([titles, ...lines])
}

const names: Readonly<Record<Operation, string>> = {
  'submit-sync': 'held',
  'submit-async': 'async',
  'submit-callback': 'callback',
  wait: 'wait',
  batch: 'batch',
  download: 'download',
  upload: 'upload',
}

function doing({ fault, once, always, canStay }: Measured): string {
  if (always.thrown?.code === 'wait_deadline') {
    return once.thrown ? 'waits until the deadline' : 'keeps polling; to the deadline if it stays'
  }
  if (fault.operation === 'callback') return always.end ?? ''
  if (!always.thrown) return 'continues to the result'
  if (!once.thrown) return `tries again; gives up after ${always.tries} tries`
  return canStay ? 'does not try again' : 'reports it'
}

function seen({ thrown }: Measurement): string {
  if (!thrown) return 'the result'
  return `\`${thrown.code}\``
}

function books({ submissions, accepted, charges, refunds }: Measurement): string {
  if (submissions === 0) return ''
  if (accepted === 0) return submissions === 1 ? 'not accepted' : `none of ${submissions} accepted`
  const some = submissions === accepted ? '' : `${accepted} of ${submissions} accepted, `
  return `${some}${charges === accepted ? 'charged' : 'not charged'}${refunds > 0 ? ', then refunded' : ''}`
}
