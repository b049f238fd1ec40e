import { PassThrough } from 'node:stream'
import { join } from 'node:path'
import { runApp } from '@fluxkit/server/app'
import { imagesIn, token, type World } from './world.ts'

/** What clients send to the server; another token than that of the service. */
export const serverToken = 'server-token-of-the-test'

/** How long the server is given to find what was lost: its last search comes after a day. */
const recoveryMs = 26 * 3_600_000

/** The server program in this process. */
export interface RunningServer extends AsyncDisposable {
  readonly stdin: PassThrough
  readonly stdout: PassThrough
  /** What it has printed for people. */
  readonly printed: () => string
}

/** Starts the server with this command, with the service of the world and its folder for everything. */
export async function startServer({ folder, url, clock }: World, args: readonly string[]): Promise<RunningServer> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()]
  const stop = new AbortController()
  let printed = ''
  stderr.setEncoding('utf8').on('data', (text: string) => (printed += text))
  const ended = runApp(
    {
      env: {
        FLUXKIT_DATA_DIR: join(folder, '.data'),
        FLUXKIT_CONFIG_DIR: join(folder, '.config'),
        FLUXKIT_SERVER_TOKEN: serverToken,
        ACEDATACLOUD_API_BASE_URL: url,
        ACEDATACLOUD_API_TOKEN: token,
        ACEDATACLOUD_PLATFORM_BASE_URL: url,
        ACEDATACLOUD_PLATFORM_TOKEN: 'platform-a-token',
      },
      cwd: folder,
      homeDir: folder,
      platform: process.platform,
      stdin,
      stdout,
      stderr,
      clock,
      random: () => 0.5,
      stop: stop.signal,
    },
    [...args, '--out', folder, '--allow-publish'],
  )
  return {
    stdin,
    stdout,
    printed: () => printed,
    async [Symbol.asyncDispose]() {
      stop.abort()
      await clock.until(ended)
    },
  }
}

/** Where it serves OpenAI's API, once it does. */
export async function addressOf({ clock }: World, { printed }: RunningServer): Promise<string> {
  for (;;) {
    const [address] = /http:\S+\/v1/.exec(printed()) ?? []
    if (address !== undefined) return address
    await clock.advance(0)
  }
}

/** Lets time pass until the server has saved an image without a call, or the last search is over. @returns whether it has */
export async function savesByItself({ folder, clock }: World, given: number): Promise<boolean> {
  const isSaved = async (): Promise<boolean> => (await imagesIn(folder)) > given
  for (const untilMs = clock.now() + recoveryMs; !(await isSaved()) && clock.now() < untilMs;) {
    if ((await clock.advanceToNextTimer()) === undefined) break
  }
  return isSaved()
}
