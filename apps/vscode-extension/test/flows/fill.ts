import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { drawImage } from '@fluxkit/simulator/draw'

/** A small project: a document, one with placeholders, two images. */
export async function fill(folder: string): Promise<void> {
  for (const name of ['.vscode', 'img']) await mkdir(join(folder, name), { recursive: true })
  await writeFile(join(folder, 'guide.md'), '# Lights of the coast\n\n')
  await writeFile(join(folder, 'notes.rst'), '\n')
  const missing = '![a red fox](img/fox.png)\n\n![an owl](img/owl.png)\n\n<img src="img/whale.png" alt="a whale">\n'
  await writeFile(join(folder, 'placeholders.md'), missing)
  const image = { prompt: 'a fox', model: 'flux-dev', seed: 7 }
  await writeFile(join(folder, 'fox.png'), await drawImage({ ...image, width: 512, height: 512 }))
  await writeFile(join(folder, 'wide.PNG'), await drawImage({ ...image, seed: 8, width: 512, height: 256 }))
  if (folder.includes('restricted')) {
    await writeFile(join(folder, '.vscode', 'settings.json'), JSON.stringify({ 'fluxkit.outputDirectory': 'stolen' }))
  }
}
