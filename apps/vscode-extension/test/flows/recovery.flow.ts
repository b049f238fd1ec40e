import assert from 'node:assert/strict'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { killProcess, until } from '../host/processes.ts'
import { list, untilFiles } from './files.ts'
import type { Flow, FlowTools } from './flow.ts'
import type { Workbench } from './workbench.ts'

/** Requests an image and waits until its task id is on disk: before that, the outcome would rightly be unknown. */
async function imageRequest({ server }: FlowTools, bench: Workbench, prompt: string): Promise<void> {
  await bench.generate(prompt)
  await until('the task id', async () => {
    for (const job of await list(server.jobs)) {
      for (const name of await list(server.jobs, job)) {
        const text = await readFile(join(server.jobs, job, name), 'utf8').catch(() => '')
        if (text.includes(prompt) && text.includes('"task":')) return true
      }
    }
    return undefined
  })
}

async function arrivesOnce({ folder, service }: FlowTools, name: string, accepted: number): Promise<void> {
  await untilFiles([name], /png/, folder, 'images')
  // A second window or start would be at it by now.
  await sleep(1500)
  assert.deepEqual(await list(folder, 'images'), [name])
  assert.equal(service.simulator.stats.accepted, accepted)
}

export const reload: Flow = {
  title: 'a reload in mid-job: the image arrives once, and its link too',
  async run(tools) {
    const { bench, service, url, shot } = tools
    const accepted = service.simulator.stats.accepted + 1
    await bench.openFile('guide.md')
    await bench.toEnd()
    await imageRequest(tools, bench, 'A reloaded rabbit')
    await bench.open(url)
    await arrivesOnce(tools, 'a-reloaded-rabbit.png', accepted)
    await bench.toast(/An image from an earlier session has arrived/).waitFor({ timeout: 30_000 })
    await shot('after-reload')
  },
}

export const hostKilled: Flow = {
  title: 'the extension host is killed right after the submission: the image arrives once',
  async run(tools) {
    const { bench, server, service, shot } = tools
    const accepted = service.simulator.stats.accepted + 1
    await bench.openFile('guide.md')
    await imageRequest(tools, bench, 'A killed koala')
    const hosts = server.extensionHosts()
    assert.ok(hosts.length > 0, 'no extension host was found')
    hosts.forEach(killProcess)
    await arrivesOnce(tools, 'a-killed-koala.png', accepted)
    await shot('after-kill')
  },
}

export const twoWindows: Flow = {
  title: 'two windows: the one that stays finishes what the other one began',
  async run(tools) {
    const { bench, server, service, url, newBench } = tools
    const accepted = service.simulator.stats.accepted + 1
    const own = server.extensionHosts()
    const other = await newBench()
    await other.open(url)
    await other.openFile('guide.md')
    await imageRequest(tools, other, 'A shared shark')
    // The server would keep the host of a window that is gone for hours, and it would finish the job itself.
    const others = server.extensionHosts().filter((pid) => !own.includes(pid))
    assert.ok(others.length > 0, 'the second window has no extension host')
    await other.page.close()
    others.forEach(killProcess)
    await arrivesOnce(tools, 'a-shared-shark.png', accepted)
    await bench.run('Fluxkit: Show History')
    await bench.page.locator('.monaco-list-row', { hasText: 'A shared shark' }).first().waitFor({ timeout: 30_000 })
  },
}

export const otherProject: Flow = {
  title: 'another project: its window brings the image home, and only the project that asked links it',
  async run(tools) {
    const { bench, server, service, folder, newBench, shot } = tools
    const accepted = service.simulator.stats.accepted + 1
    const project = `${folder}-asking`
    await mkdir(project, { recursive: true })
    await writeFile(join(project, 'guide.md'), '# The asking project\n')
    const hosts = server.extensionHosts()
    const prompting = await newBench()
    await prompting.open(`${server.url}/?folder=${project}`)
    await prompting.openFile('guide.md')
    await prompting.toEnd()
    await imageRequest(tools, prompting, 'A visiting viper')
    await prompting.page.close()
    server
      .extensionHosts()
      .filter((pid) => !hosts.includes(pid))
      .forEach(killProcess)
    await untilFiles(['a-visiting-viper.png'], /png/, project, 'images')
    // What this window would show and edit, it would by now.
    await sleep(1500)
    assert.equal(await bench.toast(/An image from an earlier session/).count(), 0)
    assert.equal(await bench.page.locator('.tab', { hasText: 'guide.md' }).count(), 0)
    await bench.run('Fluxkit: Show History')
    assert.equal(await bench.page.locator('.monaco-list-row', { hasText: 'A visiting viper' }).count(), 0)
    const again = await newBench()
    await again.open(`${server.url}/?folder=${project}`)
    await again.toast(/An image from an earlier session has arrived, and its link is in/).waitFor({ timeout: 60_000 })
    await again.openFile('guide.md')
    await again.page.locator('.view-line', { hasText: 'images/a-visiting-viper.png' }).waitFor()
    await shot('link-of-the-asking-project', again)
    assert.equal(service.simulator.stats.accepted, accepted)
  },
}
