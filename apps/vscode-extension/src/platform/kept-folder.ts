import * as vscode from 'vscode'
import { type KeptImage, readKept, writeKept } from '../model/kept/kept-image.ts'
import { type KeptLimits, pastLimits } from '../model/kept/kept-limits.ts'
import { basename, splitName } from '../model/naming/posix-path.ts'

const factsName = 'facts.json'
/** Half-written folders have such a name and are in no list. */
const unfinished = '.part-'
/** So long after a crash a half-written folder goes; another window may be writing a younger one. */
const unfinishedForMs = 3_600_000

/** Images that were put aside, in a folder of the extension. All windows of a machine share it. */
export interface KeptFolder {
  readonly folder: vscode.Uri
  /**
   * Moves an image here. The file is deleted only after its copy is on disk.
   *
   * @throws what the disk says; the image is where it was then
   */
  keep(image: vscode.Uri, facts: Omit<KeptImage, 'id' | 'from' | 'keptAtMs' | 'bytes'>): Promise<KeptImage>
  /** The same without deleting the file: it is about to be replaced. */
  copy(image: vscode.Uri, facts: Omit<KeptImage, 'id' | 'from' | 'keptAtMs' | 'bytes'>): Promise<KeptImage>
  /** Newest first; what cannot be read is left out. */
  list(): Promise<readonly KeptImage[]>
  /** The file of an image. */
  fileOf(kept: KeptImage): vscode.Uri
  /** @throws what the disk says */
  remove(kept: KeptImage): Promise<void>
  onDidChange: vscode.Event<void>
}

export interface KeptFolderOptions {
  readonly folder: vscode.Uri
  readonly limits: () => KeptLimits
  readonly now: () => number
  readonly changed: vscode.EventEmitter<void>
}

export function createKeptFolder({ folder, limits, now, changed }: KeptFolderOptions): KeptFolder {
  const { fs } = vscode.workspace
  const folderOf = (id: string): vscode.Uri => vscode.Uri.joinPath(folder, id)
  const fileOf = ({ id, from }: Pick<KeptImage, 'id' | 'from'>): vscode.Uri =>
    vscode.Uri.joinPath(folderOf(id), `image${extensionOf(from)}`)
  const removePart = async (name: string): Promise<void> =>
    fs.delete(folderOf(name), { recursive: true, useTrash: false })

  /** Gone in one step: a window that lists meanwhile finds no half of it. */
  async function removeFolder(id: string): Promise<void> {
    const part = `${unfinished}${id}`
    await fs.rename(folderOf(id), folderOf(part), { overwrite: true })
    // What is left of it goes later, as after a crash.
    await removePart(part).catch(() => undefined)
  }

  const copy: KeptFolder['copy'] = async (image, facts) => {
    const bytes = await fs.readFile(image)
    const keptAtMs = now()
    const id = `${String(keptAtMs).padStart(15, '0')}-${crypto.randomUUID().slice(0, 8)}`
    const kept: KeptImage = { ...facts, id, from: image.toString(), keptAtMs, bytes: bytes.byteLength }
    const part = folderOf(`${unfinished}${id}`)
    // Its name is the sign that all of it is there.
    await fs.createDirectory(part)
    await fs.writeFile(vscode.Uri.joinPath(part, basename(fileOf(kept).path)), bytes)
    await fs.writeFile(vscode.Uri.joinPath(part, factsName), new TextEncoder().encode(writeKept(kept)))
    await fs.rename(part, folderOf(id), { overwrite: false })
    changed.fire()
    return kept
  }

  async function names(): Promise<string[]> {
    const entries = await Promise.resolve(fs.readDirectory(folder)).catch(() => [])
    return entries.flatMap(([name, type]) => ((type & vscode.FileType.Directory) === 0 ? [] : [name]))
  }

  async function read(id: string): Promise<KeptImage | undefined> {
    const bytes = await Promise.resolve(fs.readFile(vscode.Uri.joinPath(folderOf(id), factsName))).catch(
      () => undefined,
    )
    return bytes && readKept(new TextDecoder().decode(bytes), id)
  }

  async function list(): Promise<KeptImage[]> {
    const ids = (await names()).filter((name) => !name.startsWith(unfinished))
    const found = (await Promise.all(ids.map(read))).filter((kept) => kept !== undefined)
    return found.toSorted((a, b) => b.keptAtMs - a.keptAtMs || (a.id < b.id ? 1 : -1))
  }

  /** What cannot be deleted is tried again with the next image. */
  async function makeRoom(): Promise<void> {
    const nowMs = now()
    const gone = pastLimits(await list(), limits(), nowMs).map(({ id }) => id)
    const left = (await names()).filter((name) => {
      const atMs = Number(name.slice(unfinished.length, unfinished.length + 15))
      return name.startsWith(unfinished) && nowMs - atMs > unfinishedForMs
    })
    await Promise.allSettled([...gone.map(removeFolder), ...left.map(removePart)])
  }

  return {
    folder,
    async keep(image, facts) {
      const kept = await copy(image, facts)
      await fs.delete(image, { useTrash: false })
      await makeRoom()
      return kept
    },
    async copy(image, facts) {
      const kept = await copy(image, facts)
      await makeRoom()
      return kept
    },
    list,
    fileOf,
    async remove({ id }) {
      try {
        await removeFolder(id)
      } catch (error) {
        // Another window was first.
        if ((await names()).includes(id)) throw error
      }
      changed.fire()
    },
    onDidChange: changed.event,
  }
}

/** With its dot; of what has none, none. */
function extensionOf(uri: string): string {
  const { extension } = splitName(basename(vscode.Uri.parse(uri, true).path))
  return /^[a-z\d]+$/i.test(extension) ? `.${extension}` : ''
}
