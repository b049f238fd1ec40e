// Fails when a commit that is not on the main branch yet has a subject that doesn't follow Conventional Commits.

import { execFileSync } from 'node:child_process'
import { root } from '../setup/workspace.mjs'
import { complaintAboutSubject } from './commit-subject-rules.ts'

/** The output of git, or undefined when it fails: there is no such branch, or no repository. */
function git(...args: string[]): string | undefined {
  try {
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return undefined
  }
}

// GITHUB_BASE_REF is the target branch of a pull request.
const { GITHUB_BASE_REF: target } = process.env
const bases = [...(target ? [`origin/${target}`] : []), 'main', 'origin/main']
const base = bases.find((name) => git('merge-base', name, 'HEAD') !== undefined)
if (base === undefined) {
  console.log(`No commits checked: found none of the branches ${bases.join(', ')}.`)
} else {
  const subjects = (git('log', '--no-merges', '--format=%s', `${base}..HEAD`) ?? '').split('\n').filter(Boolean)
  const complaints = subjects.map(complaintAboutSubject).filter((complaint) => complaint !== undefined)
  for (const complaint of complaints) console.error(complaint)
  if (complaints.length > 0) process.exitCode = 1
  else console.log(`The ${subjects.length} commits since ${base} follow Conventional Commits.`)
}
