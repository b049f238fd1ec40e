import { join, resolve } from 'node:path'
import {
  type ChunkingContext,
  type CodeSplittingGroup,
  type OutputChunk,
  type OutputOptions,
  type Plugin,
  rolldown,
} from 'rolldown'

const root = join(import.meta.dirname, '..')

/**
 * `require('vscode')` as it is. Left alone, the bundler copies its hundreds of names into a new object in each file: more than
 * half of what it took to load the extension.
 */
const editorApi: Plugin = {
  name: 'editor-api',
  transform: {
    filter: { id: /src\/.*\.ts$/ },
    handler(code, id) {
      const changed = code.replace(/^import \* as vscode from 'vscode'$/m, "import vscode = require('vscode')")
      if (/^import (?!type\b).* from 'vscode'/m.test(changed)) {
        this.error(`${id}: write "import * as vscode from 'vscode'"`)
      }
      return changed
    },
  },
}

/** Read when the first sentence is needed. A window in another language reads that besides, see `read-messages.ts`. */
const readEnglish = `import { readFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'
export const messages = JSON.parse(brotliDecompressSync(readFileSync(__dirname + '/l10n/en.json.br')).toString())`

/**
 * Messages are files beside the bundle, English as well. They were parsed when `npm run messages` compiled them: the formatter
 * needs no parser, which is three times its size.
 */
const messages: Plugin = {
  name: 'messages',
  resolveId: {
    filter: { id: /^@formatjs\/icu-messageformat-parser$/ },
    handler(id, importer) {
      return this.resolve(`${id}/no-parser.js`, importer)
    },
  },
  load: {
    filter: { id: /generated.extension.en\.ts$/ },
    handler: () => readEnglish,
  },
}

/** The bundler writes seventy letters for each name that files of the bundle have from each other; one call does the same. */
const shortExports: Plugin = {
  name: 'short-exports',
  generateBundle(_options, files) {
    const one = String.raw`Object\.defineProperty\(exports,"([\w$]+)",\{enumerable:!0,get:function\(\)\{return ([\w$]+)\}\}\)`
    for (const file of Object.values(files)) {
      if (file.type !== 'chunk') continue
      file.code = file.code.replace(new RegExp(`${one}(?:,${one})+`, 'g'), (all) => {
        const getters = all.replace(new RegExp(one, 'g'), '$1:()=>$2')
        return `Object.entries({${getters}}).forEach(([e,t])=>Object.defineProperty(exports,e,{enumerable:!0,get:t}))`
      })
    }
  },
}

/** What a model can do, what a job's record means. */
const facts: CodeSplittingGroup = {
  name: 'facts',
  test: /packages.(core|jobs).src.(budget|contract|job|outcome.schedule|names.(reserved|safe|slug|text))/,
  minShareCount: 2,
}

/** Core's errors, which its client throws and failures are read from. */
const errors: CodeSplittingGroup = {
  name: 'errors',
  test: /core.src.errors.(codes|flux-error|request-errors|safe-url)/,
}

/** What is done to images that are there already: the first image needs none of it. */
const images: CodeSplittingGroup = {
  name: 'images',
  test: /features.kept.restore|replace-file|once-at-a-time/,
  minShareCount: 2,
}

/** What the history shows, with the files of images that were moved. */
const history: CodeSplittingGroup = {
  name: 'show-nodes',
  test: /features.history.(show-nodes|history-items|kept-reason-text|moved-images|image-search)|renamed-files/,
}

/** What failures mean: most images come without one. */
const failures: CodeSplittingGroup = {
  name: 'failures',
  test: /src.(model.failures|features.submission.failure-message)/,
}

/** What few people need, and seldom: each file of its own costs some hundred bytes. */
const seldom: CodeSplittingGroup = {
  name: 'seldom',
  test: /src.(anchors|features|jobs).(\w+.)?(bring-back|download-again|link-of-source|offer-missing|drop-images|repair-links|input-token|ways-to-get-ready|unrecorded|prompt-editor)|platform.(show-problem|spare-images)|choice-item/,
}

/** Placeholders that are found, and filled. */
const placeholders: CodeSplittingGroup = {
  name: 'offers',
  test: /features.placeholders.(missing|offers|fill|unfinished)/,
}

/** Commands of the history, recovery, tokens and agents, with what only these need: files that load each other would miss exports. */
const commands: CodeSplittingGroup = {
  name: 'commands',
  test: /features.(history.history-commands|kept.kept-commands|key.key-commands|recovery.recovery-commands|agent-tools.set-up-agents)|model.agent-clients|platform.programs/,
}

/** What several features need. */
const shared: CodeSplittingGroup = {
  debugName: 'shared',
  name: (id, modules) => (isAtStart(id, modules) ? null : 'shared'),
  minShareCount: 3,
}

/** Does a window that starts load it? */
function isAtStart(id: string, modules: ChunkingContext, seen = new Set<string>()): boolean {
  if (seen.has(id)) return false
  seen.add(id)
  const { isEntry = false, importers = [] } = modules.getModuleInfo(id) ?? {}
  return isEntry || importers.some((importer) => isAtStart(importer, modules, seen))
}

/**
 * One file that is loaded at start, and one for each part that is imported late, with what several of them need in files of
 * their own. They are CommonJS, since editors before 1.100 load no modules.
 *
 * @param plugins For tests.
 */
export async function bundle(outdir: string, write: boolean, plugins: readonly Plugin[] = []): Promise<OutputChunk[]> {
  const build = await rolldown({
    cwd: root,
    input: { extension: 'src/extension.ts' },
    platform: 'node',
    external: ['vscode', /^node:/],
    resolve: { conditionNames: ['source', 'import', 'node', 'default'] },
    // The oldest editor that `engines` allows, 1.97, runs extensions on Node 20.
    transform: { target: 'node20' },
    treeshake: { propertyReadSideEffects: false },
    // What is loaded at start is in one file, which the others use.
    preserveEntrySignatures: 'allow-extension',
    plugins: [editorApi, messages, shortExports, ...plugins],
  })
  const options: OutputOptions = {
    dir: resolve(root, outdir),
    format: 'cjs',
    exports: 'named',
    minify: true,
    comments: false,
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [facts, errors, images, history, failures, seldom, placeholders, commands, shared],
    },
  }
  const { output } = await (write ? build.write(options) : build.generate(options))
  await build.close()
  return output.filter((each) => each.type === 'chunk')
}
