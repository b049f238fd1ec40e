import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { appFolders } from '@fluxkit/jobs/node'
import { chooseWorkspace, type Workspace } from './files/output-folder.ts'
import { helpText } from './help-text.ts'
import { serveHttp } from './http/serve-http.ts'
import { findServerToken } from './http/server-token.ts'
import type { Host } from './host.ts'
import { openStudio } from './jobs/open-studio.ts'
import type { Studio } from './jobs/studio.ts'
import { serveStdio } from './mcp/serve-stdio.ts'
import { openConnection } from './service/open-connection.ts'
import { chooseService, readStoredTokens } from './settings/choose-service.ts'
import { type HttpOptions, readArguments, type ServingOptions } from './settings/read-arguments.ts'
import { UsageError } from './usage-error.ts'
import { version } from './version.ts'
import { type ServerTranslate, translateFor } from './language/translator.ts'

/** Runs one command line. What goes wrong is printed; only mistakes of the program are thrown. @param texts default: in the language that the environment names @returns the exit code */
export async function runApp(host: Host, args: readonly string[], texts?: ServerTranslate): Promise<number> {
  const t = texts ?? (await translateFor(host.env))
  try {
    const command = readArguments(args)
    switch (command.name) {
      case 'help':
        host.stdout.write(helpText(t))
        return 0
      case 'version':
        host.stdout.write(`${version}\n`)
        return 0
      case 'mcp':
        await runStdio(host, t, command.serving)
        return 0
      case 'http':
        await runHttp(host, t, command.serving, command.http)
        return 0
      case 'install': {
        const { install } = await import('./install/install.ts')
        await install(host, t, command)
        return 0
      }
    }
  } catch (error) {
    if (error instanceof UsageError) {
      host.stderr.write(`${error.messageIn(t)}\n`)
      return 2
    }
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error
    host.stderr.write(`${t('start.failed', { reason: (error as Error).message })}\n`)
    return 1
  }
}

async function runStdio(host: Host, t: ServerTranslate, serving: ServingOptions): Promise<void> {
  await using opened = await openServices(host, t, serving, true)
  const { studio, workspaceFor } = opened
  // Clients show or keep what a server writes there.
  host.stderr.write(`${opened.notice}\n`)
  if (host.stdin.isTTY === true) host.stderr.write(`${t('start.terminal')}\n`)
  await serveStdio(host, { studio, t, workspaceFor, ...sharedOptions(serving) })
}

async function runHttp(host: Host, t: ServerTranslate, serving: ServingOptions, http: HttpOptions): Promise<void> {
  const { token, path } = await findServerToken(host.env, dataFolderOf(host))
  await using opened = await openServices(host, t, serving, false)
  const { studio, workspaceFor } = opened
  await using server = await serveHttp(host, {
    studio,
    t,
    workspace: workspaceFor([]),
    token,
    http,
    ...sharedOptions(serving),
  })
  host.stderr.write(
    [
      opened.notice,
      `MCP:    ${server.url}/mcp`,
      `OpenAI: ${server.url}/v1`,
      path === undefined ? t('start.bearer', { source: 'FLUXKIT_SERVER_TOKEN' }) : t('start.bearerFile', { path }),
      '',
    ].join('\n'),
  )
  await stopped(host.stop)
}

function stopped(stop: AbortSignal): Promise<void> {
  return new Promise((end) => {
    if (stop.aborted) end()
    stop.addEventListener('abort', () => end(), { once: true })
  })
}

function dataFolderOf({ env, homeDir, platform, cwd }: Host): string {
  return resolve(cwd, appFolders({ env, homeDir, platform }).data)
}

function sharedOptions({ allowRead, previews }: ServingOptions) {
  return { alsoReadable: allowRead, withPreviews: previews, sealKey: randomBytes(32) }
}

interface Services extends AsyncDisposable {
  readonly studio: Studio
  readonly workspaceFor: (roots: readonly string[]) => Workspace
  /** What is served. */
  readonly notice: string
}

/** @param isLocal Are links chosen by the user of this machine? */
async function openServices(
  host: Host,
  t: ServerTranslate,
  serving: ServingOptions,
  isLocal: boolean,
): Promise<Services> {
  const { env, homeDir, platform, cwd } = host
  const stored = await readStoredTokens(appFolders({ env, homeDir, platform }).config)
  const connection = await openConnection(host, chooseService(env, stored, serving.sandbox), isLocal)
  const workspaceFor = (roots: readonly string[]): Workspace =>
    chooseWorkspace({ out: serving.out, env, roots, cwd, homeDir, platform })
  const { limits, allowPublish } = serving
  const studio = openStudio(host, { connection, limits, allowPublish, usualWorkspace: () => workspaceFor([]) })
  return {
    studio,
    workspaceFor,
    notice: connection.isSandbox
      ? t(serving.sandbox ? 'start.sandbox' : 'start.noToken', { version })
      : t('start.serving', { version, service: connection.service }),
    async [Symbol.asyncDispose]() {
      await studio[Symbol.asyncDispose]()
      await connection[Symbol.asyncDispose]()
    },
  }
}
