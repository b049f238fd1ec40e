import { writeFileSync } from 'node:fs'
import * as mochaModule from 'mocha'
import { defineAgentTools } from './agent-tools.suite.ts'
import { defineEdit } from './edit.suite.ts'
import { defineFork } from './fork.suite.ts'
import { defineGallery } from './gallery.suite.ts'
import { defineGenerate } from './generate.suite.ts'
import { defineHistory } from './history.suite.ts'
import { defineInsert } from './insert.suite.ts'
import { defineKept } from './kept.suite.ts'
import { defineKey } from './key.suite.ts'
import { defineLimits } from './limits.suite.ts'
import { defineMoved } from './moved.suite.ts'
import { defineNotebook } from './notebook.suite.ts'
import { defineOddCalls } from './odd-calls.suite.ts'
import { definePlaceholders } from './placeholders.suite.ts'
import { defineQuestions } from './questions.suite.ts'
import { defineSite } from './site.suite.ts'

const suites =
  process.env['FLUXKIT_TEST_EDITOR'] === 'fork'
    ? [defineFork, defineGallery, defineEdit]
    : [
        defineKey,
        defineGenerate,
        defineInsert,
        defineQuestions,
        defineEdit,
        defineGallery,
        defineKept,
        defineLimits,
        definePlaceholders,
        defineNotebook,
        defineMoved,
        defineSite,
        defineHistory,
        defineAgentTools,
        defineOddCalls,
      ]

/** Called by the editor. Results go to a file: a run that found no test or no file has failed. */
export async function run(): Promise<void> {
  const { Mocha, default: fallback } = mochaModule as unknown as { Mocha?: typeof mochaModule; default?: unknown }
  const Constructor = (Mocha ?? fallback) as new (options: object) => Mocha
  const grep = process.env['FLUXKIT_TEST_GREP']
  const mocha = new Constructor({
    ui: 'tdd',
    // Above the limit of `until`, whose errors say what is missing.
    timeout: 150_000,
    reporter: 'min',
    ...(grep === undefined ? {} : { grep }),
  })
  mocha.suite.emit('pre-require', globalThis, null, mocha)
  for (const define of suites) define()
  const failed: { title: string; error: string }[] = []
  const durations: string[] = []
  let passed = 0
  const write = (): void =>
    writeFileSync(process.env['FLUXKIT_TEST_RESULTS'] ?? '', JSON.stringify({ passed, failed, durations }))
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve())
    runner.on('pass', (test) => {
      passed += 1
      durations.push(`${test.duration} ms ${test.fullTitle()}`)
    })
    runner.on('test end', write)
    runner.on('fail', (test, error: Error) =>
      failed.push({ title: test.fullTitle(), error: error.stack ?? error.message }),
    )
  })
  write()
  if (failed.length > 0 || passed === 0) throw new Error(`${failed.length} failed, ${passed} passed`)
}
