import { join } from 'node:path'
import { URI } from 'vscode-uri'

/** What the editor hands to an extension that starts. Tokens come from the environment. */
export function createContext(folder: string) {
  return {
    subscriptions: [] as { dispose(): unknown }[],
    globalStorageUri: URI.file(join(folder, 'storage')),
    extensionUri: URI.file(folder),
    workspaceState: createMemento(),
    globalState: createMemento(),
    secrets: { get: async () => undefined, onDidChange: () => ({ dispose: () => undefined }) },
  }
}

function createMemento() {
  const values = new Map<string, unknown>()
  return {
    keys: () => [...values.keys()],
    get: (key: string, fallback?: unknown) => values.get(key) ?? fallback,
    update: async (key: string, value: unknown) => void values.set(key, value),
  }
}
