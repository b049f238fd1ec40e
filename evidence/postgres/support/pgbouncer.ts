import { spawn } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, type TestServer } from './server.ts'

/** PgBouncer in transaction mode: each transaction may get another connection to the server. */
export interface PgBouncer extends AsyncDisposable {
  urlOf(database: string): string
}

/** @throws when there is no PgBouncer on this machine */
export async function startPgBouncer({ host, port: serverPort, user, password }: TestServer): Promise<PgBouncer> {
  const folder = await mkdtemp(join(tmpdir(), 'fluxkit-pgbouncer-'))
  // It refuses to run as root, and its own user must read the settings.
  await chmod(folder, 0o755)
  const port = await freePort()
  const settings = [
    '[databases]',
    `* = host=${host} port=${serverPort} user=${quoted(user)} password=${quoted(password)}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'auth_type = any',
    'unix_socket_dir =',
    'pool_mode = transaction',
    'default_pool_size = 6',
    'max_client_conn = 300',
    ...(process.getuid?.() === 0 ? ['user = nobody'] : []),
    '',
  ]
  const path = join(folder, 'pgbouncer.ini')
  await writeFile(path, settings.join('\n'), { mode: 0o644 })
  const child = spawn('pgbouncer', [path], {
    env: { PATH: `${process.env['PATH']}:/usr/sbin` },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const closed = new Promise<void>((resolve) => void child.once('close', () => resolve()))
  let log = ''
  await new Promise<void>((resolve, reject) => {
    child.once('error', (cause) => {
      reject(
        new Error('Without PgBouncer these tests cannot run: scripts/ci/ensure-pgbouncer.sh installs it.', { cause }),
      )
    })
    child.once('close', () => reject(new Error(`PgBouncer did not start. ${log}`)))
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      log += text
      if (log.includes('process up')) resolve()
    })
  })
  return {
    urlOf: (database) => `postgres://anybody:anything@127.0.0.1:${port}/${database}`,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await closed
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Names and passwords of a server that somebody else made may hold anything. */
function quoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}
