import { expect, test } from 'vitest'
import { startBot, type TestParts } from './start-bot.ts'

/** A bot whose statements are noted. */
export interface NotedStore {
  parts(): Promise<TestParts>
  /** The SQL of each statement of the bot so far, BEGIN and COMMIT too: each is a round trip where the database is a server. */
  readonly statements: readonly string[]
}

const jobs = 20
const env = {
  FLUXKIT_USER_CONCURRENCY: String(jobs),
  FLUXKIT_MEMBER_IMAGES_PER_DAY: '100',
  FLUXKIT_GUILD_IMAGES_PER_DAY: '200',
}

/** @param most Statements a job, as measured and rounded up. A number that grows is a decision, not an accident. */
export function statementsSuite(store: NotedStore, most: number): void {
  test(`a job of 20 s takes at most ${most} statements, from the command to the delivered image, with ${jobs} jobs at a time`, async () => {
    const parts = await store.parts()
    await using bot = await startBot(env, { ...parts, discord: { rateLimits: 'off' }, paintingMs: 20_000 })
    const before = store.statements.length

    const prompts = Array.from({ length: jobs }, (_, index) => `fox ${index}`)
    const replies = await Promise.all(prompts.map((prompt) => bot.anna.slash(bot.channel, 'flux generate', { prompt })))
    for (const reply of replies) await bot.soon(() => reply.message.images.length > 0)
    await bot.soon(() => bot.logged.filter((line) => line.includes('"msg":"delivered"')).length === jobs)

    const made = store.statements.slice(before)
    expect(made.length / jobs <= most ? 'few enough' : perJob(made)).toBe('few enough')
    expect(bot.flux.tasks).toHaveLength(jobs)
  })
}

/** How often each statement runs for a job, the most frequent first. */
function perJob(statements: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const sql of statements) {
    const start = sql.replaceAll(/\s+/g, ' ').trim().slice(0, 100)
    counts.set(start, (counts.get(start) ?? 0) + 1)
  }
  const lines = [...counts].toSorted(([, one], [, other]) => other - one)
  return [
    `${statements.length / jobs} a job:`,
    ...lines.map(([start, count]) => `${(count / jobs).toFixed(2)}  ${start}`),
  ].join('\n')
}
