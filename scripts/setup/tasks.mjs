/**
 * What a command of the root package.json does once everything is installed.
 *
 * @typedef {object} Task
 * @property {string} [install] A package: what it doesn't need is not installed. All others install everything.
 * @property {string[]} [build] Packages to build first, each with what it depends on; `[]` builds every package.
 * @property {string[][]} [run] Commands, one after the other, stopping at the first that fails: `node` or the name of a
 *   tool from node_modules/.bin, then its arguments. Arguments of the user go to the last.
 * @property {string[]} [pnpm] Arguments for the pinned pnpm, called through npx without any set-up before it.
 * @property {string} [program] A built file that takes over the terminal.
 * @property {string[]} [nodeArgs] For `program`.
 * @property {Record<string, string>} [env] Set for `run` and `program`.
 * @property {boolean} [timed] Prints at the end how long everything took, and how much of the processor.
 */

/** @type {Record<string, Task>} */
export const tasks = {
  // FLUXKIT_LAUNCHER lets the program print hints in the words that were typed (`npm start -- …`).
  start: {
    install: 'fluxkit',
    build: ['fluxkit'],
    program: 'apps/cli/dist/main.js',
    env: { FLUXKIT_LAUNCHER: 'npm-start' },
  },
  // The Discord bot and its operator's commands: `npm run bot -- backup`. Bursts of garbage would otherwise take some 80 MB that
  // are never given back.
  bot: {
    install: '@fluxkit/discord-bot',
    build: ['@fluxkit/discord-bot'],
    program: 'apps/discord-bot/dist/main.js',
    nodeArgs: ['--max-semi-space-size=8'],
  },
  // The Discord bot in a browser, from the sources: there is nothing to build first.
  playground: { run: [['node', '--conditions=source', '--no-warnings', 'apps/playground/src/main.ts']] },
  test: { build: [], run: [['vitest', 'run']], timed: true },
  // Fuzz, soak, crash rounds.
  'test:slow': { build: [], run: [['vitest', 'run']], env: { FLUXKIT_LANE: 'slow' }, timed: true },
  // Needs Chromium.
  'test:browser': { build: [], run: [['vitest', 'run']], env: { FLUXKIT_LANE: 'browser' }, timed: true },
  // Needs Discord's OpenAPI document and docutils.
  'test:extra': { build: [], run: [['node', 'scripts/lanes/extra.mjs']], timed: true },
  // What needs heavy tools: other versions of Node, other runtimes. Installs them in evidence/, once.
  evidence: { build: [], run: [['node', 'scripts/lanes/evidence.mjs']], timed: true },
  // Every lane, as in CI: `npm run test:all -- --only fast,slow`.
  'test:all': { build: [], run: [['node', 'scripts/lanes/test-all.mjs']], timed: true },
  // Rounds of the fuzz tests with new seeds: `npm run fuzz -- --minutes 10 --seed 1`.
  fuzz: { run: [['node', 'scripts/fuzz.mjs']] },
  // The extension in a real VS Code; installs that editor outside of the workspace, once.
  'test:host': { build: ['fluxkit-vscode'], run: [['node', 'apps/vscode-extension/test/main.ts']] },
  // What the extension shows, in four themes: `npm run screenshots -- --only gallery`.
  screenshots: { build: ['fluxkit-vscode'], run: [['node', 'apps/vscode-extension/test/screenshots/main.ts']] },
  'bench:extension': { build: ['fluxkit-vscode'], run: [['node', 'apps/vscode-extension/test/bench/main.ts']] },
  // What users install is measured, so it is built first: `npm run bench -- --quick`, `-- --only weight`, `-- --publish`.
  bench: { build: ['@fluxkit/core', 'fluxkit'], run: [['node', 'bench/main.ts']] },
  // The built bot under load: `npm run bench:bot -- --publish` rewrites its guide.
  'bench:bot': {
    build: ['@fluxkit/discord-bot', '@fluxkit/discord-simulator', '@fluxkit/simulator'],
    run: [['node', 'bench/bot/main.ts']],
  },
  // The built bot as web processes and workers on PostgreSQL under load: `npm run bench:cluster -- --publish` rewrites its part of
  // docs/guides/scaling.md.
  'bench:cluster': {
    build: ['@fluxkit/discord-bot', '@fluxkit/discord-simulator', '@fluxkit/simulator'],
    run: [
      ['pnpm', '--dir', 'evidence', 'install', '--frozen-lockfile', '--reporter=append-only'],
      ['node', '--conditions=source', '--no-warnings', 'evidence/cluster/load/main.ts'],
    ],
  },
  // The built bot while its PostgreSQL fails over to a standby, about a minute; needs the Debian package postgresql.
  'evidence:failover': {
    build: ['@fluxkit/discord-bot', '@fluxkit/discord-simulator', '@fluxkit/simulator'],
    run: [
      ['pnpm', '--dir', 'evidence', 'install', '--frozen-lockfile', '--reporter=append-only'],
      ['node', '--conditions=source', '--no-warnings', 'evidence/failover/main.ts'],
    ],
  },
  // The packed server beside others from the registry: `npm run bench:server -- --publish` rewrites its guide.
  'bench:server': {
    build: ['@fluxkit/server', '@fluxkit/simulator'],
    run: [['node', 'bench/mcp/main.ts']],
  },
  // The crash test in its long form, half an hour; a failure names its seed for FLUXKIT_CRASH_SEED.
  'crash:bot': {
    run: [['vitest', 'run', '--project', 'discord-bot', 'apps/discord-bot/src/e2e/crash.slow.test.ts']],
    env: { FLUXKIT_CRASH_ROUNDS: '200', FLUXKIT_LANE: 'slow' },
  },
  // Apps that are killed, stopped, out of space: `npm run kill -- --rounds 500 --host program --seed 1`.
  kill: {
    build: ['fluxkit', '@fluxkit/tooling'],
    run: [['node', '--conditions=source', '--no-warnings', 'tests/kill/main.ts']],
  },
  soak: { run: [['node', '--conditions=source', 'tests/soak/main.ts']] },
  build: { build: [] },
  lint: {
    run: [
      ['oxlint', '--deny-warnings', '--report-unused-disable-directives'],
      ['oxfmt', '--check', '.'],
      ['node', 'scripts/checks/import-direction.ts'],
      ['node', 'scripts/checks/committed-files.ts'],
      ['node', 'scripts/checks/real-time.ts'],
      ['node', 'scripts/checks/joined-messages.ts'],
      ['node', 'scripts/checks/metadata.ts'],
      ['node', 'scripts/checks/links.ts'],
      ['node', 'scripts/checks/workflows.ts'],
      ['node', 'scripts/checks/containers.ts'],
      ['dclint', '--config', 'apps/discord-bot/.dclintrc.json', '--max-warnings', '0', 'apps/discord-bot/compose.yaml'],
      ['node', 'scripts/checks/words.ts'],
      ['node', 'scripts/checks/commit-subjects.ts'],
    ],
  },
  // Our vocabulary, docs/guides/writing.md: `npm run words -- --list packages/core`, `-- --write`.
  words: { run: [['node', 'scripts/checks/words.ts']] },
  // A release without its uploads: `npm run release:dry -- --out release` keeps what would be uploaded.
  'release:dry': { build: [], run: [['node', 'scripts/release/dry-run.ts']] },
  // After `repository` of the root's package.json was changed: writes it into packages, links and CODEOWNERS.
  metadata: {
    run: [
      ['node', 'scripts/checks/metadata.ts', '--write'],
      ['oxfmt', '.'],
    ],
  },
  // After a change in packages/messages/languages: writes what the apps import.
  messages: { run: [['node', 'packages/messages/scripts/generate.ts']] },
  format: { run: [['oxfmt', '.']] },
  types: {
    run: [
      ['tsc', '-p', '.'],
      ['turbo', 'run', 'types', '--continue', '--output-logs=errors-only'],
    ],
  },
  knip: { run: [['knip']] },
  'check:packages': { build: [], run: [['node', 'scripts/checks/packages.ts']] },
  // The API reference, in docs/api/dist.
  'docs:api': { run: [['node', 'scripts/docs/api-reference.mjs']] },
  // Every command of the READMEs and guides, typed as a new user.
  'docs:commands': {
    build: ['fluxkit', '@fluxkit/server'],
    run: [['node', '--conditions=source', '--no-warnings', 'tests/documented/main.ts']],
  },
  // The images of the READMEs and guides, from the real programs. Needs Chromium.
  'docs:images': {
    build: [],
    run: [['vitest', 'run', '--project', 'images', '--update']],
    env: { FLUXKIT_LANE: 'browser', FLUXKIT_WRITE_IMAGES: 'yes' },
  },
  // The table of codes in docs/guides/errors.md, from packages/core/src/errors/codes.ts.
  'docs:errors': { run: [['vitest', 'run', '--project', 'faults', 'error-codes', '--update']] },
  'docs:faults': { run: [['node', 'scripts/docs/faults.mjs']] },
  // After a dependency was written into a package.json: the lockfile no longer fits, so no set-up could succeed.
  deps: { pnpm: ['install'] },
  changeset: { run: [['changeset']] },
  exec: { run: [[]] },
}
