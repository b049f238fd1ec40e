import * as vscode from 'vscode'

/** A file system that exists only here: what a virtual workspace is to an extension. */
export class MemoryFiles implements vscode.FileSystemProvider {
  /** Paths of files that can only be read. */
  readonly protected: Set<string> = new Set()
  readonly #files = new Map<string, Uint8Array>()
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>()
  readonly onDidChangeFile: vscode.Event<vscode.FileChangeEvent[]> = this.#changed.event

  names(): string[] {
    return [...this.#files.keys()].toSorted()
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined)
  }

  stat({ path }: vscode.Uri): vscode.FileStat {
    const bytes = this.#files.get(path)
    const rights = this.protected.has(path) ? { permissions: vscode.FilePermission.Readonly } : {}
    if (bytes !== undefined) return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: bytes.length, ...rights }
    const isFolder = [...this.#files.keys()].some((name) => name.startsWith(`${path.replace(/\/$/, '')}/`))
    if (!isFolder) throw vscode.FileSystemError.FileNotFound(path)
    return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 }
  }

  readDirectory({ path }: vscode.Uri): [string, vscode.FileType][] {
    const within = this.names().filter((name) => name.startsWith(`${path}/`))
    return within.map((name) => [name.slice(path.length + 1), vscode.FileType.File])
  }

  createDirectory(): void {
    // Folders are what the names of files say.
  }

  readFile({ path }: vscode.Uri): Uint8Array {
    const bytes = this.#files.get(path)
    if (bytes === undefined) throw vscode.FileSystemError.FileNotFound(path)
    return bytes
  }

  writeFile({ path }: vscode.Uri, bytes: Uint8Array): void {
    this.#files.set(path, bytes)
  }

  delete({ path }: vscode.Uri): void {
    this.#files.delete(path)
  }

  rename(from: vscode.Uri, to: vscode.Uri, { overwrite }: { readonly overwrite: boolean }): void {
    if (!overwrite && this.#files.has(to.path)) throw vscode.FileSystemError.FileExists(to)
    this.#files.set(to.path, this.readFile(from))
    this.#files.delete(from.path)
  }
}
