import { Writable } from 'node:stream'
import { createFakeClock } from '@fluxkit/core/testing'
import type { Job } from '@fluxkit/jobs'
import { aJob } from '@fluxkit/jobs/testing'
import { describe, expect, it } from 'vitest'
import { type Cli, createCli } from '../cli.ts'
import type { CliEvent } from '../journal/events.ts'
import { problemOf } from '../journal/outcome.ts'
import { savedImages } from '../journal/saved-images.ts'
import { historyTable } from '../commands/history/history-table.ts'
import { createReporter } from './reporter.ts'

/** Writes the clipboard, the title, another line, and in the other direction. */
const evil = '\u001B]52;c;cm0gLXJm\u0007\u009B2J\r\u001B]0;x\u001B\\\u202Etxt.exe'

/** A job in which every text that can come from outside is hostile. */
const job: Job = aJob({
  id: 'job-1',
  service: `https://api.example/${evil}`,
  request: { action: 'generate', prompt: evil, model: evil, size: evil, count: 2, extra: { x: evil } },
  attempts: [
    { key: 'k', wire: { size: evil }, sentAtMs: 0, outcome: { kind: 'accepted', summary: evil, traceId: evil } },
  ],
  task: { id: evil, via: 'answer', traceId: evil },
  images: [
    { url: evil, tries: 0, seed: evil, kept: `/images/${evil}.png` },
    { url: evil, tries: 0 },
  ],
  cost: { amount: 1, currency: evil },
  check: { sinceMs: 0, misses: 1, summary: evil, lastCode: evil },
})

function listen(isTTY: boolean): { readonly cli: Cli; readonly text: () => string } {
  let text = ''
  const stream = (): Writable =>
    Object.assign(
      new Writable({
        write(chunk: Buffer, _encoding, callback) {
          text += chunk.toString()
          callback()
        },
      }),
      { isTTY, columns: 200 },
    )
  const host = {
    env: { NO_COLOR: '1', FLUXKIT_DATA_DIR: '/data', FLUXKIT_CONFIG_DIR: '/config' },
    cwd: '/work',
    homeDir: '/home/me',
    platform: 'linux',
    stdout: stream(),
    stderr: stream(),
    clock: createFakeClock(),
    stop: new AbortController().signal,
  } as unknown as Cli['host']
  return { cli: createCli(host), text: () => text }
}

const [image = { index: 0, path: '', url: '' }] = savedImages(job)
const unsaved = problemOf('job-1', { why: 'resting', job }, { nowMs: 0, account: 'acc-1' })
const events: readonly CliEvent[] = [
  { type: 'submitting', job },
  { type: 'searching', job },
  { type: 'submitted', job, late: true, size: { sent: evil, chosenBy: 'default', insteadOf: evil } },
  { type: 'running', job, state: 'running', elapsedMs: 20_000, expectedMs: 8_000 },
  { type: 'trouble', job, error: new Error(evil) },
  { type: 'succeeded', job },
  { type: 'saved', job, image, bytes: undefined },
  { type: 'journal-failed', job, error: Object.assign(new Error(evil), { syscall: 'open', path: evil, code: 'EIO' }) },
  { type: 'already-saved', job },
  ...(unsaved ? [{ type: 'failed', job, problem: unsaved } as const] : []),
]

describe('what the service and the journal say', () => {
  it.each([
    ['a terminal', true, {}],
    ['a log', false, {}],
    ['a program', false, { json: true, events: true }],
  ] as const)('cannot make %s do anything', (_name, isTTY, options) => {
    const { cli, text } = listen(isTTY)
    const reporter = createReporter(cli, options)
    reporter.begin(2)
    for (const event of events) reporter.onEvent(event)
    reporter.end()
    reporter.results([{ id: 'job-1', job, saved: [image], problem: unsaved }], 10)
    cli.host.stdout.write(
      historyTable(cli, [
        { job, held: false },
        { damaged: evil, id: evil },
      ]),
    )
    const own = text().replaceAll('\r\u001B[K', '')
    expect(own.length).toBeGreaterThan(500)
    // oxlint-disable-next-line no-control-regex -- this is what must not be there
    expect(own).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/)
  })
})
