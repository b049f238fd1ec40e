import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createSimulator } from '@fluxkit/simulator'
import { expect, onTestFinished, test } from 'vitest'

const core = fileURLToPath(new URL('../../packages/core/', import.meta.url))

/** The built package with its dependencies, as in an application, in a folder that can be removed. */
async function installCore(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'fluxkit-update-')))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await mkdir(join(folder, 'node_modules'))
  await cp(join(core, 'dist'), join(folder, 'core'), { recursive: true })
  for (const name of ['undici', 'zod']) {
    await symlink(await realpath(join(core, 'node_modules', name)), join(folder, 'node_modules', name))
  }
  return folder
}

test('an update that removes the files after a submission loses no image', async () => {
  await using simulator = createSimulator({ speed: 1_000 })
  const { url } = await simulator.listen()
  const folder = await installCore()
  await writeFile(
    join(folder, 'app.mjs'),
    `
    import { rm } from 'node:fs/promises'
    import { createFluxClient } from './core/node/index.js'
    const flux = createFluxClient({ token: 'sk-update', baseUrl: ${JSON.stringify(url)} })
    const task = await flux.submit({ action: 'generate', prompt: 'a white siamese cat' })
    await rm('core', { recursive: true })
    await rm('node_modules', { recursive: true })
    const { images } = await flux.tasks.wait(task.id, task)
    const { format } = await flux.images.save(images[0].url, { directory: 'images', name: 'cat' })
    const again = await flux.generate({ prompt: 'a red fox' })
    await flux.images.download(again.images[0].url)
    await flux.close()
    console.log(format)`,
  )
  const { stdout } = await promisify(execFile)(process.execPath, ['app.mjs'], { cwd: folder, env: {} })
  expect(stdout.trim()).toBe('png')
  expect(await readdir(folder)).toEqual(['app.mjs', 'images'])
})
