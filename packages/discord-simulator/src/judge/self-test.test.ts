import { describe, expect, test } from 'vitest'
import { createJudge, type JudgedRequest } from './judge.ts'

const { status } = createJudge()
const isJudging = status === 'judging'

test(`the judge of this run: ${status}`, () => {
  expect(status).toMatch(/^(?:judging|skipped: .+)$/u)
})

const message = ['POST', '/channels/{channel_id}/messages'] as const
const edit = ['PATCH', '/webhooks/{webhook_id}/{webhook_token}/messages/@original'] as const
const callback = ['POST', '/interactions/{interaction_id}/{interaction_token}/callback'] as const
const commands = ['PUT', '/applications/{application_id}/commands'] as const
const command = ['POST', '/applications/{application_id}/commands'] as const

function request([method, route]: readonly [string, string], json: unknown, query = ''): JudgedRequest {
  return { method, route, json, query: new URLSearchParams(query) }
}

function row(...components: unknown[]): unknown {
  return { components: [{ type: 1, components }] }
}

function option(fields: Record<string, unknown>): unknown {
  return { name: 'flux', description: 'Pictures', options: [{ type: 3, name: 'prompt', description: 'p', ...fields }] }
}

function modal(...components: unknown[]): unknown {
  return { type: 9, data: { custom_id: 'm', title: 't', components } }
}

function gallery(...items: unknown[]): unknown {
  return { flags: 32_768, components: [{ type: 12, items }] }
}

const picture = { media: { url: 'attachment://a.png' } }
const input = { type: 4, custom_id: 'i', style: 1 }
const button = { type: 2, style: 1, label: 'Go', custom_id: 'go' }

const wrong: readonly (readonly [string, JudgedRequest])[] = [
  ['content of 2001 characters', request(message, { content: 'a'.repeat(2001) })],
  ['content of 2001 characters in a reply', request(edit, { content: 'a'.repeat(2001) })],
  ['content that is a number', request(message, { content: 5 })],
  ['a misspelled field', request(message, { contnet: 'hello' })],
  ['eleven embeds', request(message, { embeds: Array.from({ length: 11 }, () => ({ title: 't' })) })],
  ['a nonce of 26 characters', request(message, { content: 'a', nonce: 'n'.repeat(26) })],
  ['enforce_nonce that is a text', request(message, { content: 'a', nonce: 'n', enforce_nonce: 'yes' })],
  ['allowed_mentions of an unknown kind', request(message, { content: 'a', allowed_mentions: { parse: ['all'] } })],
  [
    '101 mentioned users',
    request(message, {
      content: 'a',
      allowed_mentions: { users: Array.from({ length: 101 }, (_, n) => String(n + 1)) },
    }),
  ],
  ['an id with letters', request(message, { content: 'a', allowed_mentions: { users: ['anna'] } })],
  ['flags that are a text', request(message, { content: 'a', flags: '64' })],
  ['41 components', request(message, { components: Array.from({ length: 41 }, () => ({ type: 10, content: 'a' })) })],
  ['a component of an unknown type', request(message, { components: [{ type: 99 }] })],
  ['a component without a type', request(message, { components: [{ content: 'a' }] })],
  ['a button at the top', request(message, { components: [button] })],
  ['a row of six buttons', request(message, row(...Array.from({ length: 6 }, () => button)))],
  ['an empty row', request(message, row())],
  ['a custom_id of 101 characters', request(message, row({ ...button, custom_id: 'c'.repeat(101) }))],
  ['an empty custom_id', request(message, row({ ...button, custom_id: '' }))],
  ['a label of 81 characters', request(message, row({ ...button, label: 'l'.repeat(81) }))],
  ['a button without a style', request(message, row({ type: 2, label: 'Go', custom_id: 'go' }))],
  ['a button of style 9', request(message, row({ ...button, style: 9 }))],
  [
    'a link of 513 characters',
    request(message, row({ type: 2, style: 5, label: 'l', url: `https://a.b/${'u'.repeat(501)}` })),
  ],
  ['a link that is none', request(message, row({ type: 2, style: 5, label: 'l', url: 'nowhere' }))],
  [
    'a menu of 26 options',
    request(
      message,
      row({
        type: 3,
        custom_id: 's',
        options: Array.from({ length: 26 }, (_, n) => ({ label: 'l', value: String(n) })),
      }),
    ),
  ],
  ['a menu without options', request(message, row({ type: 3, custom_id: 's', options: [] }))],
  ['an option without a value', request(message, row({ type: 3, custom_id: 's', options: [{ label: 'l' }] }))],
  [
    'a placeholder of 151 characters',
    request(
      message,
      row({ type: 3, custom_id: 's', placeholder: 'p'.repeat(151), options: [{ label: 'l', value: 'v' }] }),
    ),
  ],
  ['a gallery of eleven pictures', request(edit, gallery(...Array.from({ length: 11 }, () => picture)))],
  ['an empty gallery', request(edit, gallery())],
  ['alt text of 1025 characters', request(edit, gallery({ ...picture, description: 'd'.repeat(1025) }))],
  ['a picture without media', request(edit, gallery({ description: 'd' }))],
  [
    'a text display of 4001 characters',
    request(edit, { flags: 32_768, components: [{ type: 10, content: 'a'.repeat(4001) }] }),
  ],
  ['an empty text display', request(edit, { flags: 32_768, components: [{ type: 10, content: '' }] })],
  [
    'a section without an accessory',
    request(edit, { components: [{ type: 9, components: [{ type: 10, content: 'a' }] }] }),
  ],
  [
    'a section of four texts',
    request(edit, {
      components: [
        { type: 9, components: Array.from({ length: 4 }, () => ({ type: 10, content: 'a' })), accessory: button },
      ],
    }),
  ],
  [
    'a container in a container',
    request(edit, { components: [{ type: 17, components: [{ type: 17, components: [] }] }] }),
  ],
  ['eleven attachments', request(edit, { attachments: Array.from({ length: 11 }, (_, n) => ({ id: String(n) })) })],
  ['an attachment without an id', request(edit, { attachments: [{ filename: 'a.png' }] })],
  [
    'an attachment description of 1025 characters',
    request(edit, { attachments: [{ id: '0', description: 'd'.repeat(1025) }] }),
  ],
  ['a callback without a type', request(callback, { data: { content: 'a' } })],
  ['a callback of type 3', request(callback, { type: 3 })],
  [
    '26 autocomplete choices',
    request(callback, { type: 8, data: { choices: Array.from({ length: 26 }, () => ({ name: 'n', value: 'v' })) } }),
  ],
  [
    'a choice name of 101 characters',
    request(callback, { type: 8, data: { choices: [{ name: 'n'.repeat(101), value: 'v' }] } }),
  ],
  [
    'a modal without a title',
    request(callback, { type: 9, data: { custom_id: 'm', components: [{ type: 18, label: 'l', component: input }] } }),
  ],
  [
    'a modal title of 46 characters',
    request(callback, {
      type: 9,
      data: { custom_id: 'm', title: 't'.repeat(46), components: [{ type: 18, label: 'l', component: input }] },
    }),
  ],
  ['a modal without components', request(callback, modal())],
  [
    'a label of 46 characters in a modal',
    request(callback, modal({ type: 18, label: 'l'.repeat(46), component: input })),
  ],
  ['a button in a modal', request(callback, modal({ type: 1, components: [button] }))],
  [
    'a text input of 4001 characters',
    request(callback, modal({ type: 18, label: 'l', component: { ...input, max_length: 4001 } })),
  ],
  [
    'an upload of eleven files',
    request(callback, modal({ type: 18, label: 'l', component: { type: 19, custom_id: 'f', max_values: 11 } })),
  ],
  ['a command name of 33 characters', request(command, { name: 'n'.repeat(33), description: 'd' })],
  ['a command description of 101 characters', request(command, { name: 'n', description: 'd'.repeat(101) })],
  [
    '26 options',
    request(command, {
      name: 'n',
      description: 'd',
      options: Array.from({ length: 26 }, (_, n) => ({ type: 3, name: `o${n}`, description: 'd' })),
    }),
  ],
  ['an option without a description', request(command, option({ description: undefined }))],
  ['an option of an unknown type', request(command, option({ type: 12 }))],
  [
    '26 choices',
    request(command, option({ choices: Array.from({ length: 26 }, (_, n) => ({ name: `c${n}`, value: `${n}` })) })),
  ],
  ['a longest text of 6001 characters', request(command, option({ max_length: 6001 }))],
  ['a context that does not exist', request(command, { name: 'n', description: 'd', contexts: [3] })],
  ['an unknown install type', request(command, { name: 'n', description: 'd', integration_types: [2] })],
  [
    'permissions in words',
    request(command, { name: 'n', description: 'd', default_member_permissions: 'ManageGuild' }),
  ],
  ['commands that are no list', request(commands, { name: 'n', description: 'd' })],
  ['a command without a name', request(commands, [{ description: 'd' }])],
  ['no body at all', request(message, undefined)],
  ['a body where none belongs', request(['GET', '/users/@me'], { a: 1 })],
  ['an unknown query parameter', request(callback, { type: 5 }, 'with_respnse=true')],
  ['a query parameter of the wrong type', request(callback, { type: 5 }, 'with_response=maybe')],
  ['an operation that does not exist', request(['POST', '/channels/{channel_id}/message'], {})],
]

const right: readonly (readonly [string, JudgedRequest])[] = [
  [
    'a plain message',
    request(message, { content: 'a', nonce: '1', enforce_nonce: true, allowed_mentions: { parse: [] } }),
  ],
  ['a gallery', request(edit, gallery({ ...picture, description: 'a cat', spoiler: true }))],
  ['buttons and a link', request(message, row(button, { type: 2, style: 5, label: 'l', url: 'https://a.b/' }))],
  [
    'a container with everything',
    request(edit, {
      flags: 32_768,
      components: [
        {
          type: 17,
          accent_color: 1,
          components: [
            { type: 10, content: 'a' },
            { type: 14, divider: true, spacing: 1 },
            { type: 12, items: [picture] },
            { type: 1, components: [button] },
          ],
        },
      ],
    }),
  ],
  [
    'a modal',
    request(
      callback,
      modal(
        { type: 18, label: 'l', component: input },
        { type: 18, label: 'f', component: { type: 19, custom_id: 'f', min_values: 0, max_values: 10 } },
      ),
    ),
  ],
  ['choices', request(callback, { type: 8, data: { choices: [{ name: 'n', value: 'v' }] } })],
  [
    'a command with localisations',
    request(commands, [
      {
        name: 'flux',
        description: 'd',
        name_localizations: { de: 'flux' },
        default_member_permissions: '32',
        contexts: [0, 1, 2],
        integration_types: [0, 1],
      },
    ]),
  ],
]

describe.skipIf(!isJudging)('by the document', () => {
  test('the list of wrong requests has at least 40', () => {
    expect(wrong.length).toBeGreaterThanOrEqual(40)
  })

  test.each(wrong)('is caught: %s', (_name, judged) => {
    const judge = createJudge()
    judge.request(judged)
    expect(judge.failures.map(({ direction }) => direction)).toEqual(['request'])
  })

  test.each(right)('passes: %s', (_name, judged) => {
    const judge = createJudge()
    judge.request(judged)
    expect(judge.failures).toEqual([])
    expect(judge.checked).toBe(1)
  })
})
