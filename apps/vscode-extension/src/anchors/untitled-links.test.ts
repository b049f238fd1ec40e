import { eventually } from '@fluxkit/tooling/time'
import { beforeEach, expect, test, vi } from 'vitest'

type Listener<T> = (event: T) => void

const { editor, api } = vi.hoisted(() => {
  const events = {
    saved: new Set<Listener<object>>(),
    notebooks: new Set<Listener<object>>(),
    opened: new Set<Listener<object>>(),
    changed: new Set<Listener<object>>(),
  }
  const event = (listeners: Set<Listener<object>>) => (listener: Listener<object>) => {
    listeners.add(listener)
    return { dispose: () => listeners.delete(listener) }
  }
  const fire = (listeners: Set<Listener<object>>, value: object): void => {
    for (const listener of listeners) listener(value)
  }
  const documents: object[] = []
  const notebooks: { getCells(): { document: object }[] }[] = []
  const from = (...parts: { dispose(): void }[]) => ({ dispose: () => parts.forEach((each) => each.dispose()) })
  const workspace = {
    textDocuments: documents,
    notebookDocuments: notebooks,
    fs: { stat: async () => ({ mtime: 5_000 }) },
    onDidSaveTextDocument: event(events.saved),
    onDidSaveNotebookDocument: event(events.notebooks),
    onDidOpenTextDocument: event(events.opened),
    onDidChangeTextDocument: event(events.changed),
  }
  const uri = (text: string): object => ({ scheme: text.split(':')[0], toString: () => text })
  return {
    editor: { events, fire, documents, notebooks, uri },
    api: { Disposable: { from }, Uri: { parse: uri }, workspace },
  }
})
vi.mock('vscode', () => api)
const { createUntitledLinks } = await import('./untitled-links.ts')

const stored = new Map<string, unknown>()
const state = {
  get: (key: string, fallback: unknown) => (stored.has(key) ? stored.get(key) : fallback),
  // As the editor does: what is kept is text.
  update: async (key: string, value: unknown) =>
    void (value === undefined ? stored.delete(key) : stored.set(key, JSON.parse(JSON.stringify(value)))),
} as never

const link = { file: editor.uri('file:///ws/images/fox.png'), path: 'images/fox.png', syntax: 'markdown' } as never
const text = 'See ![fox](images/fox.png)'

function document(address: string, content: string, isUntitled = false): never {
  return { uri: editor.uri(address), isUntitled, getText: () => content } as never
}

const repaired: [string, string[]][] = []
function aStart(): { dispose(): void; note(document: never, links: never[]): void } {
  return createUntitledLinks(
    state,
    (saved, links) => void repaired.push([String(saved.uri), links.map(({ file }) => String(file))]),
    { error: () => undefined },
    () => 4_000,
  )
}

beforeEach(() => {
  stored.clear()
  repaired.length = 0
  editor.documents.length = 0
  editor.notebooks.length = 0
})

test('links of an untitled document are repaired where it is saved, once', async () => {
  const links = aStart()
  links.note(document('untitled:Untitled-1', text, true), [link])
  const saved = document('file:///ws/docs/a.md', text)
  editor.fire(editor.events.saved, document('file:///ws/docs/other.md', 'Another text.'))
  editor.fire(editor.events.saved, saved)
  await eventually(() => expect(repaired).toEqual([['file:///ws/docs/a.md', ['file:///ws/images/fox.png']]]))
  editor.fire(editor.events.saved, saved)
  expect(stored.size).toBe(0)
  links.dispose()
  expect(repaired).toHaveLength(1)
})

test.each(['before the extension starts', 'after it has started'])(
  'links of a document that the next start opens again, %s, are repaired too',
  async (when) => {
    const first = aStart()
    first.note(document('untitled:Untitled-1', text, true), [link])
    first.dispose()
    const reopened = document('untitled:Untitled-1', text, true)
    if (when.startsWith('before')) editor.documents.push(reopened)
    const next = aStart()
    if (when.startsWith('after')) editor.fire(editor.events.opened, reopened)
    editor.fire(editor.events.saved, document('file:///ws/docs/a.md', text))
    await eventually(() => expect(repaired).toEqual([['file:///ws/docs/a.md', ['file:///ws/images/fox.png']]]))
    expect(stored.size).toBe(0)
    next.dispose()
  },
)

test('links of an untitled notebook are repaired in its cells when it is saved', async () => {
  const links = aStart()
  const cell = document('vscode-notebook-cell:untitled#1', text, true)
  editor.notebooks.push({
    uri: editor.uri('untitled:book'),
    isUntitled: true,
    getCells: () => [{ document: cell }],
  } as never)
  links.note(cell, [link])
  const saved = document('vscode-notebook-cell:/ws/nb/book.ipynb#1', text)
  const own = { uri: editor.uri('file:///ws/nb/book.ipynb'), isUntitled: false }
  const notebook = { getCells: () => [{ document: saved, notebook: own }] }
  editor.notebooks.push(notebook)
  editor.fire(editor.events.notebooks, notebook)
  await eventually(() =>
    expect(repaired.map(([address]) => address)).toEqual(['vscode-notebook-cell:/ws/nb/book.ipynb#1']),
  )
  links.dispose()
})

test('a document that is on disk already has nothing to repair', () => {
  const links = aStart()
  links.note(document('file:///ws/docs/a.md', text), [link])
  expect(stored.size).toBe(0)
  links.dispose()
})

test('links of fifty documents are kept, the latest', () => {
  const links = aStart()
  for (let at = 0; at < 60; at++) links.note(document(`untitled:Untitled-${at}`, text, true), [link])
  const kept = [...stored.values()][0] as [string][]
  expect([kept.length, kept[0]?.[0], kept.at(-1)?.[0]]).toEqual([50, 'untitled:Untitled-10', 'untitled:Untitled-59'])
  links.dispose()
})
