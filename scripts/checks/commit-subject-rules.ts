const types = ['build', 'chore', 'ci', 'docs', 'feat', 'fix', 'perf', 'refactor', 'revert', 'style', 'test']
const conventional = new RegExp(`^(?:${types.join('|')})(?:\\([a-z0-9][a-z0-9,-]*\\))?!?: \\S`)
const maxLength = 72

/** What is wrong with a commit's subject, if anything. */
export function complaintAboutSubject(subject: string): string | undefined {
  if (subject.length > maxLength) return `${subject.length} characters, at most ${maxLength}: ${subject}`
  if (!conventional.test(subject)) return `not \`type(scope): what changed\`: ${subject}`
  return undefined
}
