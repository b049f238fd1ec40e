/** How a documented command is run in CI. */
export interface Run {
  readonly command: RegExp
  /** It serves: Ctrl-C after it has printed this. Otherwise it ends on its own, with exit code 0. */
  readonly until?: RegExp
  readonly prints?: RegExp
  /** A program that not every machine has; without it the command isn't run. */
  readonly needs?: string
  /** It sets a variable for the commands below it; `…` is a token that the simulators accept. */
  readonly sets?: true
  /** It isn't run here: what runs it instead, or why nothing can. */
  readonly elsewhere?: string
}

/** The first that fits counts. A documented command that fits none fails the tests. */
export const runs: readonly Run[] = [
  { command: /^npm test$/, elsewhere: 'step `tests` of .ci/run' },
  { command: /^npm start -- sandbox /, until: /http:\/\/127\.0\.0\.1:\d+/ },
  { command: /^npm start -- --help$/, prints: /generate/ },
  { command: /^npm start\b/, prints: /sandbox/i },
  { command: /^npm run playground\b/, until: /http:\/\/127\.0\.0\.1:\d+/ },
  { command: /^fluxkit generate --prompts /, elsewhere: 'it asks first: tests/cli/list.test.ts answers on a terminal' },
  { command: /\| jq /, prints: /\S/, needs: 'jq' },
  { command: /^fluxkit /, prints: /\S/ },
  { command: /^npx -y @fluxkit\/server install cursor/, prints: /fluxkit/ },
  { command: /^npx -y @fluxkit\/server http$/, until: /\/v1/ },
  { command: /^npm i @fluxkit\/ai-sdk-provider ai$/, elsewhere: 'tests/package installs the packed packages' },
  { command: /docker compose /, elsewhere: 'the release workflow builds the image; no Docker is at hand here' },
  { command: /^FLUXKIT_ROLE=/, elsewhere: 'evidence/cluster starts such processes' },
  { command: /^export \w+=…$/, sets: true },
  { command: /^npm run bot$/, until: /"msg":"ready"/ },
  { command: /^npm run bot -- adopt JOB TASK$/, elsewhere: 'apps/discord-bot/src/operator/run-program.test.ts' },
  { command: /^npm run bot -- use-images(?: FROM)?$/, elsewhere: 'apps/discord-bot/src/operator/run-program.test.ts' },
  { command: /^npm run bot -- migrate$/, elsewhere: 'evidence/postgres/migrate.test.ts, with a server' },
  { command: /^npm run bot -- set-endpoint/, elsewhere: 'apps/discord-bot/src/e2e/endpoint-url.test.ts, with a bot' },
  { command: /^npm run bot -- /, prints: /\S/ },
]

export function howToRun(command: string): Run | undefined {
  return runs.find((run) => run.command.test(command))
}
