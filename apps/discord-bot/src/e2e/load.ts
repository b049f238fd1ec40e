import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { createDiscordSimulator, type Reply } from '@fluxkit/discord-simulator'
import { createSimulator } from '@fluxkit/simulator'

// `pnpm --filter @fluxkit/discord-bot bench`: the bot as a separate process between the two simulators, which share this
// process. FLUXKIT_BENCH_SECONDS and FLUXKIT_BENCH_RATE choose another load.

const seconds = Number(process.env['FLUXKIT_BENCH_SECONDS'] ?? 60)
const rate = Number(process.env['FLUXKIT_BENCH_RATE'] ?? 50)
const folder = mkdtempSync(join(tmpdir(), 'fluxkit-load-'))
const discord = createDiscordSimulator({ rateLimits: 'off' })
const running = await discord.listen()
/** At 50 submissions a second tasks of 20 s mean 1,000 in flight. */
const flux = createSimulator({ durationsMs: () => 20_000 })
const { url } = await flux.listen()
const guild = discord.world.guild('Pixels')
const channel = guild.channel('general')
const people = Array.from({ length: 200 }, (_, index) => discord.world.user(`user${index}`))
for (const person of people) guild.join(person)

const bot = spawn(
  process.execPath,
  ['--conditions=source', '--no-warnings', fileURLToPath(new URL('../main.ts', import.meta.url))],
  {
    env: {
      PATH: process.env['PATH'],
      DISCORD_TOKEN: discord.botToken,
      DISCORD_API_BASE: running.apiBase,
      ACEDATACLOUD_API_TOKEN: 'flux-api-token-of-the-bench',
      ACEDATACLOUD_API_BASE_URL: url,
      FLUXKIT_DATA_DIR: folder,
      FLUXKIT_PORT: '0',
      FLUXKIT_CONCURRENCY: '10000',
      FLUXKIT_GUILD_CONCURRENCY: '10000',
      FLUXKIT_USER_CONCURRENCY: '10000',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  },
)
await new Promise<void>((resolve) => {
  bot.stdout.on('data', (chunk: Buffer) => chunk.includes('"msg":"ready"') && resolve())
})

let peakBytes = 0
const sampling = setInterval(() => {
  const pages = Number(readFileSync(`/proc/${bot.pid}/statm`, 'utf8').split(' ')[1])
  peakBytes = Math.max(peakBytes, pages * 4096)
}, 500)

const latenciesMs: number[] = []
const replies: Promise<Reply>[] = []
let late = 0
const startedMs = performance.now()
for (let index = 0; index < seconds * rate; index++) {
  const dueMs = (index * 1000) / rate
  const waitMs = dueMs - (performance.now() - startedMs)
  if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
  const sentMs = performance.now()
  const person = people[index % people.length]
  if (!person) continue
  const reply = person.slash(channel, 'flux generate', { prompt: `load ${index}` })
  replies.push(
    reply.then((one) => {
      const tookMs = performance.now() - sentMs
      latenciesMs.push(tookMs)
      if (one.state === 'failed') late++
      return one
    }),
  )
}
const answered = await Promise.all(replies)
const acknowledged = answered.filter((reply) => reply.state !== 'failed')
await Promise.all(acknowledged.map((reply) => reply.message.until((message) => message.images.length > 0, 300_000)))
const wholeSeconds = (performance.now() - startedMs) / 1000
clearInterval(sampling)
bot.kill('SIGTERM')
await new Promise((resolve) => bot.once('exit', resolve))

const sorted = latenciesMs.toSorted((a, b) => a - b)
const quantile = (share: number): string => `${Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0)} ms`
const polls = flux.stats.polls + flux.stats.batchPolls
const rows = [
  ['interactions', String(answered.length)],
  ['not acknowledged within 3 s', String(late)],
  ['acknowledged p50 / p99 / max', `${quantile(0.5)} / ${quantile(0.99)} / ${quantile(1)}`],
  ['images delivered', `${acknowledged.length} of ${flux.tasks.length} tasks, after ${wholeSeconds.toFixed(0)} s`],
  ['polling requests', `${polls} for ${flux.stats.polledIds} looks`],
  ['largest RSS of the bot', `${Math.round(peakBytes / 1024 / 1024)} MB`],
]
for (const [name = '', value = ''] of rows) process.stdout.write(`${name.padEnd(32)} ${value}\n`)
await running.close()
await flux.close()
rmSync(folder, { recursive: true, force: true })
if (late > 0) process.exitCode = 1
