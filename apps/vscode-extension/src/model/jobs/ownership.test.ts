import { expect, test } from 'vitest'
import { isOwnJob, isShownIn, workspaceName } from './ownership.ts'

const target = { folder: 'file:///one/docs/images', stem: 'fox' }
const one = { workspace: 'file:///one', folders: ['file:///one'] }
const all = { workspace: 'file:///all.code-workspace', folders: ['file:///two', 'file:///one'] }

test.each([
  ['of the workspace that asked', 'file:///one', one, true, true],
  ['of another workspace', 'file:///two', { workspace: 'file:///two/', folders: [] }, false, false],
  ['of another workspace with the same folder', 'file:///all.code-workspace', one, false, true],
  ['of a folder above it', 'file:///one', { workspace: 'file:///', folders: ['file:///'] }, false, true],
  ['of a folder whose name begins alike', 'file:///x', { workspace: 'y', folders: ['file:///on'] }, false, false],
  ['of a window without a folder', '', { workspace: '', folders: [] }, true, true],
  ['of a window without a folder, in which one was opened since', '', one, true, true],
  ['of a window without a folder, elsewhere', '', { ...one, folders: ['file:///two'] }, false, false],
  ['of a folder that is one of several now', 'file:///one', all, true, true],
  ['of a folder that was removed', 'file:///three', all, false, true],
  ['of several folders that were saved as a workspace since', 'untitled:1', all, true, true],
  ['of several folders that were never saved', 'untitled:1', { ...all, workspace: 'untitled:1' }, true, true],
  ['of several folders that were never saved, elsewhere', 'untitled:1', { ...all, folders: [] }, false, false],
  ['of an earlier version, by its folder', undefined, one, true, true],
  ['of an earlier version, elsewhere', undefined, { workspace: 'file:///two', folders: ['file:///two'] }, false, false],
] as const)('a job %s is its own and is shown as expected', (_, workspace, window, isOwn, isShown) => {
  const job = { target, ...(workspace !== undefined && { workspace }) }
  expect([isOwnJob(job, window), isShownIn(job, window)]).toEqual([isOwn, isShown])
})

test('a job of an earlier version belongs to the workspace of its document', () => {
  const insertion = { document: 'file:///two/a.md', line: 0, character: 0, lineDigest: '', kind: 'link' } as const
  expect(isOwnJob({ target, insertion }, one)).toBe(false)
})

test.each([
  [{ target, workspace: 'file:///home/my%20site' }, 'my site'],
  [{ target, workspace: 'file:///home/all.code-workspace' }, 'all'],
  [{ target, workspace: '' }, 'images'],
  [{ target, workspace: 'untitled:1764390000000' }, 'images'],
  [{ target, workspace: 'file:///100%' }, '100%'],
])('the workspace of %j is called %s', (job, name) => {
  expect(workspaceName(job)).toBe(name)
})
