import { expect, test } from 'vitest'
import { joinedMessages } from './joined-messages-rules.ts'

test.each([
  "`${t('failed')} ${t('advice')}`",
  "`${t('failed')}. ${t('advice', { name })}`",
  "`${count} images ${t('left')}`",
  "`${texts.t('usual', { duration })} and more`",
  "t('failed') + ' again'",
  "'again ' + t('failed')",
])('%s joins a sentence from parts', (code) => {
  expect(joinedMessages('a.ts', `\nconst text = ${code}`)).toHaveLength(1)
})

test.each([
  "`**${t('title')}**`",
  "`$(sync~spin) ${t('running')}`",
  "`${t('title')}\\n${t('advice')}`",
  "`${path}: ${t('reason', { code })}`",
  '`<p class="id">${t(\'task\', { id })}</p>`',
  "t('failed', { reason: t('moderated') })",
  '`${count} images`',
])('%s has whole messages', (code) => {
  expect(joinedMessages('a.ts', `const text = ${code}`)).toEqual([])
})

test('a complaint names the line', () => {
  expect(joinedMessages('apps/cli/src/a.ts', "\n\nconst text = `${t('a')} ${t('b')}`")).toEqual([
    "apps/cli/src/a.ts:3: joins a sentence from parts: `${t('a')} ${t('b')}`",
  ])
})
