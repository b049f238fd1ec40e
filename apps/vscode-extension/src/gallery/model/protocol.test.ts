import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { english } from '../../language/translator.ts'
import { labelsOf } from '../labels.ts'
import {
  actions,
  type Choice,
  type Entry,
  type Group,
  readToHost,
  readToPage,
  type ToHost,
  type ToPage,
} from './protocol.ts'

const some = fc.string({ maxLength: 200 })
const optional = { requiredKeys: ['key', 'title', 'name', 'facts', 'actions'] } as const
const entry: fc.Arbitrary<Entry> = fc.record(
  {
    key: some,
    src: some,
    title: some,
    name: some,
    state: some,
    tone: fc.constantFrom('busy', 'warning'),
    cost: some,
    facts: fc.array(fc.tuple(some, some), { maxLength: 20 }),
    actions: fc.array(fc.constantFrom(...actions), { maxLength: actions.length }),
  },
  { requiredKeys: [...optional.requiredKeys] },
)
const group: fc.Arbitrary<Group> = fc.record({ title: some, entries: fc.array(entry, { maxLength: 5 }) })
const choice: fc.Arbitrary<Choice> = fc.record({
  job: some,
  title: some,
  hint: some,
  keepAll: some,
  keys: fc.array(some, { maxLength: 20 }),
})
const toPage: fc.Arbitrary<ToPage> = fc.oneof(
  fc.record({
    type: fc.constant('show' as const),
    labels: fc.constant(labelsOf(english)),
    groups: fc.array(group, { maxLength: 5 }),
    choices: fc.array(choice, { maxLength: 3 }),
    isAll: fc.boolean(),
  }),
  fc.record({ type: fc.constant('go' as const), job: some }),
  fc.record({ type: fc.constant('done' as const), text: some }),
)
const toHost: fc.Arbitrary<ToHost> = fc.oneof(
  fc.record({ type: fc.constant('ready' as const), isAll: fc.boolean() }),
  fc.record({ type: fc.constant('act' as const), action: fc.constantFrom(...actions), key: some }),
  fc.record({ type: fc.constant('choose' as const), job: some, key: some }, { requiredKeys: ['type', 'job'] }),
  fc.record({ type: fc.constant('scope' as const), isAll: fc.boolean() }),
)
const overTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

test('each message arrives as it was sent, in both directions', () => {
  fc.assert(
    fc.property(toPage, toHost, (shown, posted) => {
      expect(readToPage(overTheWire(shown))).toEqual(overTheWire(shown))
      expect(readToHost(overTheWire(posted))).toEqual(overTheWire(posted))
    }),
  )
})

test('nothing else is taken for a message, and nothing throws', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect(readToPage(value)).toBeUndefined()
      expect(readToHost(value)).toBeUndefined()
    }),
  )
})

describe('a message that is changed in one place is refused', () => {
  const act = { type: 'act', action: 'open', key: 'file:job:0' }
  test.each([
    ['another type', { ...act, type: 'delete' }],
    ['an action that the page doesn’t know', { ...act, action: 'remove' }],
    ['an inherited name as an action', { ...act, action: 'constructor' }],
    ['a field too many', { ...act, uri: 'file:///etc/passwd' }],
    ['a field too few', { type: 'act', action: 'open' }],
    ['an object for a key', { ...act, key: {} }],
    ['a key that is too long', { ...act, key: 'k'.repeat(201) }],
    ['a list', [act]],
    ['a job that is a number', { type: 'choose', job: 1 }],
    ['fields of a prototype', Object.create(act)],
  ])('%s', (_, message) => expect(readToHost(message)).toBeUndefined())

  test.each([
    ['too many facts', { facts: Array.from({ length: 21 }, () => ['a', 'b']) }],
    ['a fact of three', { facts: [['a', 'b', 'c']] }],
    ['an action of another kind', { actions: ['remove'] }],
    ['a tone of another kind', { tone: 'happy' }],
    ['a title that is a number', { title: 1 }],
  ])('an entry with %s', (_, part) => {
    const plain = { key: 'k', title: 't', name: 'n', facts: [], actions: [] }
    const shown = (one: object): unknown => ({
      type: 'show',
      labels: labelsOf(english),
      groups: [{ title: 'Images', entries: [one] }],
      choices: [],
      isAll: false,
    })
    expect(readToPage(shown(plain))).toBeDefined()
    expect(readToPage(shown({ ...plain, ...part }))).toBeUndefined()
  })
})
