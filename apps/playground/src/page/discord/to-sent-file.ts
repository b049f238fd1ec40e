import type { SentFile } from './control.ts'

export async function toSentFile(file: File): Promise<SentFile> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let binary = ''
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 32_768) binary += String.fromCharCode(...bytes.subarray(at, at + 32_768))
  return { filename: file.name, base64: btoa(binary) }
}
