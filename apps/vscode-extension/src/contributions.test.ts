import { type ModelAction, models } from '@fluxkit/core'
import { requestFields } from '@fluxkit/core/schemas'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { commands, contextKeys, settings, tools, views } from './contributions.ts'
import { placeholderLanguages } from './model/placeholders/languages.ts'

interface Setting {
  order: number
  scope: string
  description?: string
  markdownDescription?: string
  enum?: string[]
  enumDescriptions?: string[]
}

interface Manifest {
  contributes: {
    commands: { command: string; title: string; category?: string }[]
    configuration: {
      title: string
      order: number
      properties: Record<string, Setting>
    }[]
    walkthroughs: { steps: { id: string; completionEvents?: string[] }[] }[]
    menus: Record<string, { command: string; when?: string }[]>
    views: Record<string, { id: string }[]>
    languageModelTools: {
      name: string
      inputSchema: { additionalProperties: boolean; properties: Record<string, { enum?: string[] }> }
    }[]
  }
  capabilities: {
    untrustedWorkspaces: { restrictedConfigurations: string[] }
    virtualWorkspaces: { supported: string }
  }
  categories: string[]
  keywords: string[]
}

const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
const { contributes, capabilities, categories, keywords } = JSON.parse(text) as Manifest
const english = JSON.parse(readFileSync(new URL('../package.nls.json', import.meta.url), 'utf8')) as Record<
  string,
  string
>

const properties = Object.assign({}, ...contributes.configuration.map((group) => group.properties)) as Record<
  string,
  Setting
>

test('every command that the code knows is declared, and the other way round', () => {
  expect(contributes.commands.map(({ command }) => command).toSorted()).toEqual(Object.values(commands).toSorted())
})

test('every setting that the code reads is declared, and the other way round', () => {
  const declared = Object.keys(properties).toSorted()
  expect(declared).toEqual(
    Object.values(settings)
      .map((name) => `fluxkit.${name}`)
      .toSorted(),
  )
})

test('settings are in groups, in a chosen sequence within each', () => {
  expect(contributes.configuration.map(({ title, order }) => [english[title.slice(1, -1)], order])).toEqual([
    ['Images', 1],
    ['Costs and limits', 2],
    ['Kept images', 3],
    ['Service', 4],
  ])
  for (const group of contributes.configuration) {
    const numbers = Object.values(group.properties).map(({ order }) => order)
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
  }
})

test('every step of the walkthrough ticks itself, by a context key or a command that exists', () => {
  const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps)
  expect(steps.map(({ id }) => id)).toEqual(['key', 'generate', 'edit', 'chat'])
  const known = new Set([
    ...Object.values(contextKeys).map((key) => `onContext:${key}`),
    ...Object.values(commands).map((command) => `onCommand:${command}`),
  ])
  for (const { completionEvents = [] } of steps) {
    expect(completionEvents.length).toBeGreaterThan(0)
    expect(completionEvents.filter((event) => !known.has(event))).toEqual([])
  }
})

test('the image under the cursor is offered in every language whose images are found', () => {
  for (const menu of ['editor/context', 'commandPalette']) {
    const entry = contributes.menus[menu]?.find(({ command }) => command === commands.editImageUnderCursor)
    const languages = /\^\(([^)]*)\)\$/.exec(entry?.when ?? '')?.[1]?.split('|') ?? []
    expect(languages.toSorted()).toEqual(placeholderLanguages.toSorted())
  }
})

test('the Explorer offers to edit one image that can lie beside its original: no folder, not several, nothing read-only', () => {
  const when = contributes.menus['explorer/context']?.map((entry) => entry.when?.split(' && ')) ?? []
  expect(when).toEqual([
    [
      'resourceExtname =~ /^\\.(png|jpe?g|webp|gif|avif)$/i',
      '!explorerResourceIsFolder',
      '!explorerResourceReadonly',
      '!listMultiSelection',
    ],
  ])
})

test('texts of settings are Markdown, because they have code, and say what each choice means', () => {
  const all = Object.entries(properties)
  expect(all.filter(([, { description, markdownDescription }]) => description ?? !markdownDescription)).toEqual([])
  // The names of models speak for themselves.
  const choices = all.filter(([name, setting]) => setting.enum !== undefined && name !== 'fluxkit.defaultModel')
  expect(choices.map(([name, { enumDescriptions = [] }]) => [name, enumDescriptions.length])).toEqual([
    ['fluxkit.uploads', 2],
  ])
})

test('views and tools have the names that the code uses', () => {
  expect(contributes.views['fluxkit']?.map(({ id }) => id)).toEqual([views.history])
  expect(contributes.languageModelTools.map(({ name }) => name)).toEqual([tools.generate, tools.edit])
})

describe('the tools for agents', () => {
  const [generate, edit] = contributes.languageModelTools.map(({ inputSchema }) => inputSchema.properties)

  test('offer the models that core knows for the action, the current ones first', () => {
    const idsFor = (action: ModelAction): string[] =>
      models.filter(({ actions }) => actions.includes(action)).map(({ id }) => id)

    expect(generate?.['model']?.enum).toEqual(idsFor('generate'))
    expect(edit?.['model']?.enum).toEqual(idsFor('edit'))
  })

  // `path` is where the file goes; core's `imageUrl` and `imageSize` are one `image` for agents; an edit makes one.
  test.each([
    [generate, 'generate', ['prompt', 'model', 'size', 'count'], ['path']],
    [edit, 'edit', ['prompt', 'model', 'size'], ['image']],
  ] as const)('have the fields of core’s requests, but for those that programs set (%#)', (tool, action, same, own) => {
    const forPrograms = new Set(['callbackUrl', 'extra', 'unchecked', 'allowUnknownModel', 'imageUrl', 'imageSize'])
    const known = Object.entries(requestFields).flatMap(([name, { actions }]) =>
      actions.some((each) => each === action) && !forPrograms.has(name) ? [name] : [],
    )
    const offered = action === 'edit' ? known.filter((name) => name !== 'count') : known

    expect(offered.toSorted()).toEqual([...same].toSorted())
    expect(Object.keys(tool ?? {}).toSorted()).toEqual([...same, ...own].toSorted())
  })
})

test('menus name only declared commands', () => {
  const used = Object.values(contributes.menus)
    .flat()
    .map(({ command }) => command)
  expect(used.filter((command) => !(Object.values(commands) as string[]).includes(command))).toEqual([])
})

test('in the menus of the editor an entry says whose it is; the palette says it once', () => {
  const own = new Set(['view/title', 'view/item/context', 'commandPalette'])
  const outside = Object.entries(contributes.menus).flatMap(([menu, entries]) =>
    own.has(menu) ? [] : entries.map(({ command }) => command),
  )
  expect(new Set(outside)).toEqual(
    new Set(['fluxkit.editImage', 'fluxkit.generateFromSelection', 'fluxkit.editImageUnderCursor']),
  )
  for (const { command, title, category } of contributes.commands) {
    const shown = english[title.slice(1, -1)] ?? ''
    expect([command, shown.startsWith('Fluxkit: '), category]).toEqual(
      outside.includes(command) ? [command, true, undefined] : [command, false, 'Fluxkit'],
    )
  }
})

test('entries about images are in the menus of images only, whatever case their names are in', () => {
  const images = ['.png', '.PNG', '.jpg', '.jpeg', '.webp', '.gif', '.avif']
  const others = ['.md', '.txt', '.pngx', '.apng', '.svg', '']
  for (const menu of ['explorer/context', 'editor/title']) {
    const entry = contributes.menus[menu]?.find(({ command }) => command === commands.editImage)
    const [, pattern = '', flags] = /resourceExtname =~ \/(.+)\/(i?)(?: |$)/.exec(entry?.when ?? '') ?? []
    const isShown = (extension: string): boolean => new RegExp(pattern, flags).test(extension)
    expect([images.filter(isShown), others.filter(isShown)]).toEqual([images, []])
  }
  expect(contributes.menus['explorer/context']?.map(({ when }) => when)).toEqual([
    expect.stringContaining('&& !explorerResourceIsFolder'),
  ])
  const preview = "imagePreview.previewEditor'"
  expect(contributes.menus['webview/context']?.map(({ when }) => when)).toEqual([`webviewId == '${preview}`])
  expect(contributes.menus['editor/title']?.[0]?.when).toContain(`activeCustomEditorId == '${preview} &&`)
  const selection = contributes.menus['editor/context']?.find(
    ({ command }) => command === commands.generateFromSelection,
  )
  expect(selection?.when).toBe('editorHasSelection && !editorReadonly')
})

test('galleries find the extension, and virtual workspaces are promised what works there', () => {
  expect(categories).toEqual(['AI', 'Chat', 'Other', 'Visualization'])
  expect(keywords).toEqual(expect.arrayContaining(['flux', 'image generation', 'markdown', 'notebook', 'alt text']))
  // More are refused.
  expect(keywords.length).toBeLessThanOrEqual(30)
  expect(capabilities.virtualWorkspaces.supported).toBe('limited')
  expect(english['capability.virtual']).toContain('a virtual workspace runs no programs')
})

test('conditions use context keys that the code sets', () => {
  const keys = [...text.matchAll(/(?<![\w.'"%])!?(fluxkit\.(?:ready|has\w+|replacedPaths))/g)].map(
    (match) => match[1] ?? '',
  )
  expect(keys.length).toBeGreaterThan(0)
  expect(keys.filter((key) => !(Object.values(contextKeys) as string[]).includes(key))).toEqual([])
})

test('every text of the manifest has its English words, and none is left over', () => {
  const used = [...text.matchAll(/%([\w.]+)%/g)].map((match) => match[1] ?? '')
  // `//` is the note that the file is generated.
  expect(['//', ...new Set(used)].toSorted()).toEqual(Object.keys(english).toSorted())
})

describe('no workspace can', () => {
  test('send the token elsewhere: the base URL is a setting of the machine', () => {
    expect(properties['fluxkit.baseUrl']?.scope).toBe('machine')
  })
  test.each(['limit.picturesPerSession', 'limit.agentPicturesPerSession', 'limit.costPerSession', 'prices', 'sandbox'])(
    'change %s',
    (name) => expect(properties[`fluxkit.${name}`]?.scope).toBe('application'),
  )
  test('choose where files go before it is trusted', () => {
    expect(capabilities.untrustedWorkspaces.restrictedConfigurations).toContain('fluxkit.outputDirectory')
  })
})

test('tools accept no field that they do not know', () => {
  expect(contributes.languageModelTools.map((tool) => tool.inputSchema.additionalProperties)).toEqual([false, false])
})
