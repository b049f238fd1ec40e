import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = new URL('../../apps/discord-bot/', import.meta.url)

/** Arguments of Node in the `start` script, which is what users run; `npm run bench:bot` builds the program first. */
function startArguments(): string[] {
  const { scripts } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8')) as {
    scripts: { start: string }
  }
  return scripts.start.split(' ').slice(1)
}

/** @throws Error when the bot ends before it is ready */
export async function startBot(
  settings: Readonly<Record<string, string>>,
  nodeArgs: readonly string[],
): Promise<ChildProcess> {
  const args = startArguments()
  const program = args.at(-1) ?? ''
  if (!existsSync(new URL(program, folder))) throw new Error('The bot is not built; `npm run bench:bot` does that.')
  const child = spawn(process.execPath, [...nodeArgs, ...args], {
    cwd: fileURLToPath(folder),
    env: { PATH: process.env['PATH'], ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The bot ended with ${code} before it was ready.`)))
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.includes('"msg":"ready"')) resolve()
    })
  })
  return child
}

/** Asks it to stop, as a service manager does. */
export async function stopBot(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}
