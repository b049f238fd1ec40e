import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { systemClock } from '@fluxkit/core/node'
import { openPgDatabase } from '../../apps/discord-bot/src/store/postgres/pg-database.ts'
import { freePort } from '../postgres/support/server.ts'

const run = promisify(execFile)

/** A primary and its standby: a commit on the primary waits until the standby has applied it. */
export interface ServerPair extends AsyncDisposable {
  readonly version: string
  readonly user: string
  readonly primaryPort: number
  readonly standbyPort: number
  /** SIGKILL for every process of the primary. */
  killPrimary(): Promise<void>
  /** The standby takes writes from then on. */
  promote(): Promise<void>
}

const user = 'fluxkit'

/**
 * Two servers of PostgreSQL as Debian installs them: the package of npm lacks `pg_basebackup`.
 * @param programs folder with `initdb`, `postgres` and `pg_basebackup`; default: the newest of Debian's
 * @throws {Error} when they aren't installed
 */
export async function startServerPair(programs?: string): Promise<ServerPair> {
  await using starting = new AsyncDisposableStack()
  const bin = programs ?? (await debianPrograms())
  const folder = await mkdtemp(join(tmpdir(), 'fluxkit-failover-'))
  starting.defer(() => rm(folder, { recursive: true, force: true }))
  const owner = await serverOwner()
  if (owner.uid !== undefined) await chown(folder, owner.uid, owner.gid ?? owner.uid)
  const [primaryData, standbyData] = [join(folder, 'primary'), join(folder, 'standby')]
  const [primaryPort, standbyPort] = [await freePort(), await freePort()]
  const at = (program: string): string => join(bin, program)
  await run(
    at('initdb'),
    ['-D', primaryData, '-U', user, '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    owner,
  )
  await writeFile(
    join(primaryData, 'pg_hba.conf'),
    'host all all 127.0.0.1/32 trust\nhost replication all 127.0.0.1/32 trust\n',
  )

  async function start(data: string, port: number): Promise<ChildProcess> {
    const settings = [
      'listen_addresses=127.0.0.1',
      'fsync=off',
      'max_connections=200',
      `unix_socket_directories=${folder}`,
    ]
    const args = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])]
    // A group of its own, so that all of it can be killed at one moment.
    const server = spawn(at('postgres'), args, { ...owner, detached: true, stdio: 'ignore' })
    starting.defer(() => kill(server))
    await untilAnswers(port)
    return server
  }

  const primary = await start(primaryData, primaryPort)
  await mkdir(standbyData, { mode: 0o700 })
  if (owner.uid !== undefined) await chown(standbyData, owner.uid, owner.gid ?? owner.uid)
  const source = ['-h', '127.0.0.1', '-p', String(primaryPort), '-U', user]
  await run(at('pg_basebackup'), [...source, '-D', standbyData, '-R', '-X', 'stream', '-c', 'fast', '--no-sync'], owner)
  await start(standbyData, standbyPort)
  // Now that there is one to wait for.
  await ask(primaryPort, `ALTER SYSTEM SET synchronous_standby_names = '*'`)
  await ask(primaryPort, 'ALTER SYSTEM SET synchronous_commit = remote_apply')
  await ask(primaryPort, 'SELECT pg_reload_conf()')
  await until(async () => {
    const [row] = await ask(primaryPort, `SELECT count(*) AS n FROM pg_stat_replication WHERE sync_state = 'sync'`)
    return Number(row?.['n']) === 1
  })
  const [version] = await ask(primaryPort, 'SHOW server_version')
  const started = starting.move()
  return {
    version: String(version?.['server_version']),
    user,
    primaryPort,
    standbyPort,
    killPrimary: () => kill(primary),
    promote: async () => void (await ask(standbyPort, 'SELECT pg_promote()')),
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  }
}

async function debianPrograms(): Promise<string> {
  const root = '/usr/lib/postgresql'
  const versions = await readdir(root).catch(() => [])
  const newest = versions.toSorted((one, other) => Number(other) - Number(one))[0]
  if (newest === undefined)
    throw new Error('There is no pg_basebackup: install the Debian package postgresql, or set FLUXKIT_POSTGRES_BIN.')
  return join(root, newest, 'bin')
}

/** PostgreSQL refuses to run as root. */
async function serverOwner(): Promise<{ readonly uid?: number; readonly gid?: number }> {
  if (userInfo().uid !== 0) return {}
  const id = async (kind: string): Promise<number> => Number((await run('id', [kind, 'postgres'])).stdout)
  return { uid: await id('-u'), gid: await id('-g') }
}

async function kill(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return
  const ended = once(server, 'exit')
  process.kill(-server.pid, 'SIGKILL')
  await ended
}

async function ask(port: number, sql: string): ReturnType<ReturnType<typeof openPgDatabase>['query']> {
  const url = `postgres://${user}@127.0.0.1:${port}/postgres`
  const db = openPgDatabase({ url, clock: systemClock, onTrouble: () => undefined, connections: 1 })
  try {
    return await db.query(sql)
  } finally {
    await db.close()
  }
}

async function untilAnswers(port: number): Promise<void> {
  await until(() =>
    ask(port, 'SELECT 1').then(
      () => true,
      () => false,
    ),
  )
}

async function until(check: () => Promise<boolean>): Promise<void> {
  for (const endMs = systemClock.now() + 60_000; systemClock.now() < endMs;) {
    if (await check()) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('PostgreSQL did not come to the expected state within a minute.')
}
