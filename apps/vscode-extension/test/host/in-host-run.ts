import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type BuildOptions } from 'esbuild'
import type { Plugin } from 'rolldown'
import { bundle } from '../../scripts/bundle.ts'
import { launchBrowser } from './browser.ts'
import { startEditorServer } from './editor-server.ts'
import { startService } from './service.ts'

const app = join(import.meta.dirname, '..', '..')

export interface SuiteResult {
  readonly passed: number
  readonly durations?: readonly string[]
  readonly failed: readonly { readonly title: string; readonly error: string }[]
}

/** How long an image takes here. A test that needs more time holds its arrival, or slows an answer of the service down. */
const imageMs = 100

/** No suite takes so long, even on a busy machine. */
const suiteMs = 900_000

/**
 * The client polls for the first images of a model after the seconds that they usually take, until it has learned better, and
 * at most twice a second. Here it expects what the service does. The flows run the client as it is packaged.
 */
const quickModels: Plugin = {
  name: 'quick-models',
  transform: {
    filter: { id: /core\/src\/(contract\/models|client\/settings)\.ts$/ },
    handler(code, id) {
      const quick = `DurationQuantiles = { p05Ms: ${imageMs}, p50Ms: ${2 * imageMs}, p95Ms: ${4 * imageMs} }`
      const changed = code
        .replace(/DurationQuantiles = \{.*\}/g, quick)
        .replace('minPollIntervalMs: 450', `minPollIntervalMs: ${imageMs}`)
      return changed === code ? this.error(`${id} has no durations or interval to change`) : changed
    },
  },
}

/** A job in trouble is waited for for 30 s; nothing more happens in them. `job-desk.test.ts` holds the real time. */
const shortTrouble: Plugin = {
  name: 'short-trouble',
  transform: {
    filter: { id: /src\/jobs\/job-desk\.ts$/ },
    handler(code) {
      const changed = code.replace('const troubleMs = 30_000', 'const troubleMs = 6_000')
      return changed === code ? this.error('job-desk.ts has no troubleMs of 30 s') : changed
    },
  },
}

/**
 * Put before the extension's own code: takes the APIs away that Cursor, Windsurf or VSCodium do not have. One is there and
 * throws, as an API does that the editor has not approved for an extension.
 */
const hideApis = `{
  const vscode = require('vscode')
  for (const name of ['lm', 'chat', 'LanguageModelToolResult', 'LanguageModelTextPart', 'LanguageModelDataPart']) vscode[name] = undefined
  vscode.languages.registerDocumentPasteEditProvider = undefined
  vscode.languages.registerDocumentDropEditProvider = () => {
    throw new Error('This API is not approved.')
  }
}
`

/**
 * Bundles the suite, runs it inside the extension host of a real editor, and reads what came out.
 *
 * @param editor `fork`: one without the newer APIs, and with its own suite.
 */
export async function runInHost(host: string, folder: string, editor: 'vscode' | 'fork'): Promise<SuiteResult> {
  // Within the package, where the suite finds mocha; its own name, so that runs do not disturb each other.
  const development = join(app, 'dist', `host-test-${process.pid}`)
  await cp(join(app, 'dist', 'vsix'), development, { recursive: true })
  const options: BuildOptions = {
    absWorkingDir: app,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    conditions: ['source'],
    external: ['vscode', 'mocha'],
  }
  const outfile = join(development, 'test.cjs')
  await build({ ...options, entryPoints: ['test/in-host/index.ts'], outfile })
  await bundle(development, true, [quickModels, shortTrouble])
  if (editor === 'fork') {
    const main = join(development, 'extension.cjs')
    await writeFile(main, hideApis + (await readFile(main, 'utf8')))
  }
  const workspace = await createWorkspace(folder)
  const results = join(folder, 'results.json')
  const service = await startService({ durationMs: imageMs })
  const env = {
    ...service.env,
    FLUXKIT_TEST_RESULTS: results,
    FLUXKIT_TEST_SERVICE: service.server.url,
    FLUXKIT_TEST_EDITOR: editor,
  }
  // All tests are one session.
  const settings = { 'fluxkit.limit.picturesPerSession': 1_000 }
  const server = await startEditorServer({ host, folder, env, settings, isDriven: true })
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
    let end: (code: number) => void = () => undefined
    const ended = new Promise<number>((resolve) => (end = resolve))
    await page.exposeFunction('codeAutomationExit', (code: number) => end(code))
    await page.exposeFunction('codeAutomationLog', () => undefined)
    const remote = `vscode-remote://127.0.0.1:${server.port}`
    const payload = JSON.stringify([
      ['extensionDevelopmentPath', remote + development],
      ['extensionTestsPath', `${remote}${join(development, 'test.cjs')}`],
      ['skipWelcome', 'true'],
    ])
    await page.goto(`${server.url}/?workspace=${workspace}&payload=${encodeURIComponent(payload)}`)
    AbortSignal.timeout(suiteMs).addEventListener('abort', () => end(-1))
    const code = await ended
    const result = JSON.parse(await readFile(results, 'utf8')) as SuiteResult
    if (code !== -1) return result
    await page.screenshot({ path: join(folder, 'in-host-timeout.png') })
    return { ...result, failed: [...result.failed, { title: 'The suite', error: 'did not end in time' }] }
  } finally {
    await browser.close()
    await server.stop()
    await service.simulator.close()
    await rm(development, { recursive: true, force: true })
  }
}

/** Two folders, so that every test meets a workspace with several roots. */
async function createWorkspace(folder: string): Promise<string> {
  for (const name of ['one', 'two']) await mkdir(join(folder, 'ws', name), { recursive: true })
  const file = join(folder, 'ws', 'test.code-workspace')
  await writeFile(file, JSON.stringify({ folders: [{ path: 'one' }, { path: 'two' }] }))
  return file
}
