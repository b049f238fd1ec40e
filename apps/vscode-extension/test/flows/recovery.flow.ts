import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { until } from '../host/until.ts'
import { list, textOf, untilFiles } from './files.ts'
import type { Flow, FlowTools } from './flow.ts'
import { killHosts, startedSince, untilGone } from './hosts.ts'
import { untilAccepted, untilLeftToReport, untilReported } from './records.ts'
import type { Workbench } from './workbench.ts'

const arrived = /An image from an earlier session has arrived/

/**
 * Requests an image that the service holds back, and waits until its task id is on the disk.
 *
 * @returns Lets the image come.
 */
async function imageRequest({ records, service }: FlowTools, bench: Workbench, prompt: string): Promise<() => void> {
  const release = service.simulator.hold(prompt)
  await bench.generate(prompt)
  await untilAccepted(records, prompt)
  return release
}

/** One file, one submission, and nothing left that a window could do. */
async function arrivesOnce(
  { folder, service, records }: FlowTools,
  { prompt, name, accepted }: { readonly prompt: string; readonly name: string; readonly accepted: number },
): Promise<void> {
  await untilReported(records, prompt)
  assert.deepEqual(await list(folder, 'images'), [name])
  assert.equal(service.simulator.stats.accepted, accepted)
}

/** How often a text is in a document. */
async function countIn(part: string, ...path: string[]): Promise<number> {
  return (await textOf(...path)).split(part).length - 1
}

export const reload: Flow = {
  title: 'a reload in mid-job: the image arrives once, and its link too',
  async run(tools) {
    const { bench, server, service, folder, url, shot } = tools
    const accepted = service.simulator.stats.accepted + 1
    await bench.openFile('guide.md')
    await bench.toEnd()
    const prompt = 'A reloaded rabbit'
    const release = await imageRequest(tools, bench, prompt)
    const before = server.extensionHosts()
    await bench.open(url)
    await untilGone(server, before)
    release()
    await arrivesOnce(tools, { prompt, name: 'a-reloaded-rabbit.png', accepted })
    await bench.message(arrived)
    await bench.page.locator('.view-line', { hasText: 'images/a-reloaded-rabbit.png' }).waitFor()
    await bench.toEnd()
    await bench.page.keyboard.press('Control+S')
    await until('the link on the disk', async () => (await textOf(folder, 'guide.md')).includes('rabbit') || undefined)
    assert.equal(await countIn('a-reloaded-rabbit.png', folder, 'guide.md'), 1)
    await shot('after-reload')
  },
}

export const hostKilled: Flow = {
  title: 'the extension host is killed right after the submission: the image arrives once',
  async run(tools) {
    const { bench, server, service, shot } = tools
    const accepted = service.simulator.stats.accepted + 1
    await bench.openFile('guide.md')
    const prompt = 'A killed koala'
    const release = await imageRequest(tools, bench, prompt)
    const hosts = server.extensionHosts()
    assert.ok(hosts.length > 0, 'no extension host was found')
    await killHosts(server, hosts)
    release()
    await arrivesOnce(tools, { prompt, name: 'a-killed-koala.png', accepted })
    await bench.message(arrived)
    await shot('after-kill')
  },
}

export const twoWindows: Flow = {
  title: 'two windows: the one that stays finishes what the other one began',
  async run(tools) {
    const { bench, server, service, folder, url, newBench } = tools
    const accepted = service.simulator.stats.accepted + 1
    const own = server.extensionHosts()
    const other = await newBench()
    await other.open(url)
    await other.openFile('guide.md')
    const prompt = 'A shared shark'
    const release = await imageRequest(tools, other, prompt)
    const others = startedSince(server, own)
    assert.ok(others.length > 0, 'the second window has no extension host')
    await other.page.close()
    await killHosts(server, others)
    release()
    await arrivesOnce(tools, { prompt, name: 'a-shared-shark.png', accepted })
    await bench.message(arrived)
    assert.equal(await countIn('a-shared-shark.png', folder, 'guide.md'), 1)
    await bench.run('Fluxkit: Show History')
    await bench.page.locator('.monaco-list-row', { hasText: prompt }).first().waitFor()
  },
}

export const windowsThatStart: Flow = {
  title: 'two windows start while the image arrives: its link appears once, and one of them reports it once',
  async run(tools) {
    const { bench, server, service, folder, url, newBench } = tools
    const accepted = service.simulator.stats.accepted + 1
    await bench.openFile('guide.md')
    await bench.toEnd()
    const prompt = 'A doubled dolphin'
    const release = await imageRequest(tools, bench, prompt)
    const before = server.extensionHosts()
    const other = await newBench()
    const opened = Promise.all([bench.open(url), other.open(url)])
    await until('the hosts of both windows', () => startedSince(server, before).length >= 2 || undefined)
    release()
    await opened
    await arrivesOnce(tools, { prompt, name: 'a-doubled-dolphin.png', accepted })
    const windows = [bench, other]
    const reports = (each: Workbench): Promise<number> =>
      each.page.locator('.notification-list-item', { hasText: arrived }).count()
    // Also those that have left their corner.
    for (const each of windows) await each.run('Notifications: Show Notifications')
    await until('the report', async () => (await reports(bench)) + (await reports(other)) > 0 || undefined)
    assert.equal((await reports(bench)) + (await reports(other)), 1)
    // What is unsaved is in the window that reports.
    const reporter = (await reports(bench)) === 1 ? bench : other
    await reporter.openFile('guide.md')
    await reporter.page.locator('.view-line', { hasText: 'images/a-doubled-dolphin.png' }).waitFor()
    await reporter.page.keyboard.press('Control+S')
    await until('the link on the disk', async () => (await textOf(folder, 'guide.md')).includes('dolphin') || undefined)
    assert.equal(await countIn('a-doubled-dolphin.png', folder, 'guide.md'), 1)
    // A second link in the other one would stay unsaved.
    await until('windows without unsaved text', async () => {
      const unsaved = await Promise.all(windows.map(({ page }) => page.locator('.tab.dirty').count()))
      return unsaved.every((count) => count === 0) || undefined
    })
  },
}

export const otherProject: Flow = {
  title: 'another project: its window brings the image home, and only the project that asked links it',
  async run(tools) {
    const { bench, server, service, records, folder, newBench, shot } = tools
    const accepted = service.simulator.stats.accepted + 1
    const project = `${folder}-asking`
    await mkdir(project, { recursive: true })
    await writeFile(join(project, 'guide.md'), '# The asking project\n')
    const hosts = server.extensionHosts()
    const prompting = await newBench()
    await prompting.open(`${server.url}/?folder=${project}`)
    await prompting.openFile('guide.md')
    await prompting.toEnd()
    const prompt = 'A visiting viper'
    const release = await imageRequest(tools, prompting, prompt)
    await prompting.page.close()
    await killHosts(server, startedSince(server, hosts))
    release()
    await untilFiles(['a-visiting-viper.png'], /png/, project, 'images')
    await untilLeftToReport(records, prompt)
    assert.equal(await bench.toast(arrived).count(), 0)
    assert.equal(await bench.page.locator('.tab', { hasText: 'guide.md' }).count(), 0)
    await bench.run('Fluxkit: Show History')
    assert.equal(await bench.page.locator('.monaco-list-row', { hasText: prompt }).count(), 0)
    await bench.run('Fluxkit: Show Images of All Workspaces')
    await bench.page.locator('.monaco-list-row', { hasText: prompt }).first().waitFor()
    const again = await newBench()
    await again.open(`${server.url}/?folder=${project}`)
    await again.message(/An image from an earlier session has arrived, and its link is in/)
    await again.openFile('guide.md')
    await again.page.locator('.view-line', { hasText: 'images/a-visiting-viper.png' }).waitFor()
    await shot('link-of-the-asking-project', again)
    assert.equal(service.simulator.stats.accepted, accepted)
  },
}
