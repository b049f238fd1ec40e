// The editor's API as the extension uses it, for tests outside of an editor: files are those of the machine, and a script
// is the user. Only what the extension calls is here; a call of anything else fails.

import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { URI, Utils } from 'vscode-uri'
import { person } from './person.ts'
import { ScriptedPick } from './scripted-pick.ts'

export { EventEmitter } from './events.ts'

export const Uri: object = Object.assign(URI, { joinPath: Utils.joinPath })

export class Disposable {
  readonly #dispose: () => void

  constructor(dispose: () => void) {
    this.#dispose = dispose
  }

  static from(...parts: readonly { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const part of parts) part.dispose()
    })
  }

  dispose(): void {
    this.#dispose()
  }
}

const nothing: Disposable = new Disposable(() => undefined)
const never = (): Disposable => nothing

export class FileSystemError extends Error {
  readonly code: string

  constructor(code: string) {
    super(code)
    this.code = code
  }
}

export class ThemeIcon {
  readonly id: string

  constructor(id: string) {
    this.id = id
  }
}

export class ThemeColor extends ThemeIcon {}
export class CancellationError extends Error {}
/** No tab shows a file. */
export class TabInputCustom {
  readonly uri: undefined
}

export const FileType = { Unknown: 0, File: 1, Directory: 2, SymbolicLink: 64 } as const
export const ProgressLocation = { Notification: 15, Window: 10 } as const
export const StatusBarAlignment = { Left: 1, Right: 2 } as const
export const ConfigurationTarget = { Global: 1, Workspace: 2 } as const
export const QuickPickItemKind = { Separator: -1, Default: 0 } as const
export const QuickInputButtons = { Back: {} } as const
export const ViewColumn = { Active: -1, Beside: -2 } as const
export const CodeActionKind = { QuickFix: {} } as const
export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 } as const

export const env = { language: 'en', openExternal: async (): Promise<boolean> => true }

const handlers = new Map<string, (...args: unknown[]) => unknown>()

export const commands = {
  registerCommand(id: string, handler: (...args: unknown[]) => unknown): Disposable {
    handlers.set(id, handler)
    return new Disposable(() => void handlers.delete(id))
  },
  /** Commands of the editor itself do nothing. */
  executeCommand: async (id: string, ...args: unknown[]): Promise<unknown> => handlers.get(id)?.(...args),
}

export const window = {
  activeTextEditor: undefined,
  visibleTextEditors: [],
  tabGroups: { activeTabGroup: { activeTab: undefined }, all: [] },
  createOutputChannel: () => ({
    info: () => undefined,
    error: () => undefined,
    warn: () => undefined,
    dispose: () => undefined,
  }),
  createStatusBarItem: () => ({ show: () => undefined, hide: () => undefined, dispose: () => undefined }),
  createTreeView: () => ({ visible: false, onDidChangeVisibility: never, dispose: () => undefined }),
  createQuickPick: () => new ScriptedPick(),
  showInformationMessage: person.read('information'),
  showWarningMessage: person.read('warning'),
  showErrorMessage: person.read('error'),
  showQuickPick: async (items: readonly unknown[], options?: { canPickMany?: boolean }): Promise<unknown> =>
    options?.canPickMany === true ? items : items[0],
  showSaveDialog: async (): Promise<unknown> => person.savesAs,
  withProgress: (_options: unknown, work: (progress: object, token: object) => unknown): unknown =>
    work(
      { report: () => undefined },
      { isCancellationRequested: false, onCancellationRequested: person.cancels.event },
    ),
}

export const workspace = {
  isTrusted: true,
  workspaceFolders: undefined,
  getWorkspaceFolder: () => undefined,
  getConfiguration: () => ({ get: () => undefined, inspect: () => undefined, update: async () => undefined }),
  onDidChangeConfiguration: never,
  onDidChangeTextDocument: never,
  onDidOpenTextDocument: never,
  onDidCloseTextDocument: never,
  onDidSaveTextDocument: never,
  onDidSaveNotebookDocument: never,
  onDidRenameFiles: never,
  textDocuments: [],
  createFileSystemWatcher: () => ({ onDidCreate: never, onDidDelete: never, dispose: () => undefined }),
  fs: {
    isWritableFileSystem: () => true,
    stat: ({ fsPath }: URI) => stat(fsPath),
    readFile: ({ fsPath }: URI) => readFile(fsPath),
    async readDirectory({ fsPath }: URI) {
      const entries = await readdir(fsPath, { withFileTypes: true })
      return entries.map((entry) => [entry.name, entry.isDirectory() ? FileType.Directory : FileType.File])
    },
    async writeFile({ fsPath }: URI, bytes: Uint8Array) {
      await mkdir(dirname(fsPath), { recursive: true })
      await writeFile(fsPath, bytes)
    },
    createDirectory: async ({ fsPath }: URI) => void (await mkdir(fsPath, { recursive: true })),
    delete: ({ fsPath }: URI, { recursive = false } = {}) => rm(fsPath, { force: true, recursive }),
    async rename(from: URI, to: URI, { overwrite = false }: { overwrite?: boolean } = {}) {
      const isThere = await stat(to.fsPath).then(
        () => true,
        () => false,
      )
      if (isThere && !overwrite) throw new FileSystemError('FileExists')
      await rename(from.fsPath, to.fsPath)
    },
  },
}

export const languages = {
  registerCodeActionsProvider: never,
  registerCodeLensProvider: never,
  registerDocumentDropEditProvider: never,
}

export const lm = { registerTool: never }
