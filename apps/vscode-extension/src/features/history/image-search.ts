import * as vscode from 'vscode'
import { basename } from '../../model/naming/posix-path.ts'
import { digestOfBytes } from '../../platform/digest.ts'

/** Finds images of the workspace by their bytes. */
export interface ImageSearch {
  /** @param name Its old name: preferred among several copies */
  find(byteLength: number, digest: string, name: string): Promise<vscode.Uri | undefined>
}

/** A workspace with more images is not searched: each needs a call for its size. */
const maxImages = 3_000

/** Lists the images of the workspace when it is first needed. */
export function createImageSearch(): ImageSearch {
  let listed: Promise<ReadonlyMap<number, readonly vscode.Uri[]>> | undefined
  return {
    async find(byteLength, digest, name) {
      listed ??= imagesBySize()
      const candidates = (await listed).get(byteLength) ?? []
      const sorted = candidates.toSorted(
        (a, b) => Number(basename(b.path) === name) - Number(basename(a.path) === name),
      )
      for (const uri of sorted) {
        const bytes = await Promise.resolve(vscode.workspace.fs.readFile(uri)).catch(() => undefined)
        if (bytes !== undefined && digestOfBytes(bytes) === digest) return uri
      }
      return undefined
    },
  }
}

async function imagesBySize(): Promise<ReadonlyMap<number, readonly vscode.Uri[]>> {
  const found = await vscode.workspace.findFiles(
    '**/*.{png,jpg,jpeg,webp,PNG,JPG,JPEG}',
    '**/node_modules/**',
    maxImages,
  )
  const images = new Map<number, vscode.Uri[]>()
  await Promise.all(
    found.map(async (uri) => {
      const file = await Promise.resolve(vscode.workspace.fs.stat(uri)).catch(() => undefined)
      if (file !== undefined) images.set(file.size, [...(images.get(file.size) ?? []), uri])
    }),
  )
  return images
}
