import { randomBytes } from 'node:crypto'
import { appFolders } from '@fluxkit/jobs/node'
import { chooseWorkspace, type Workspace } from './files/output-folder.ts'
import { helpText } from './help-text.ts'
import type { Host } from './host.ts'
import { openStudio } from './jobs/open-studio.ts'
import { serveStdio } from './mcp/serve-stdio.ts'
import { openConnection } from './service/open-connection.ts'
import { chooseService, readStoredTokens } from './settings/choose-service.ts'
import { readArguments, type ServingOptions } from './settings/read-arguments.ts'
import { UsageError } from './usage-error.ts'
import { version } from './version.ts'

/** Runs one command line. Never throws; what goes wrong is printed. @returns the exit code */
export async function runApp(host: Host, args: readonly string[]): Promise<number> {
  try {
    const command = readArguments(args)
    switch (command.name) {
      case 'help':
        host.stdout.write(helpText)
        return 0
      case 'version':
        host.stdout.write(`${version}\n`)
        return 0
      case 'mcp':
        await runStdio(host, command.serving)
        return 0
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    host.stderr.write(`${error.message}\n`)
    return 2
  }
}

async function runStdio(host: Host, serving: ServingOptions): Promise<void> {
  const { env, homeDir, platform, cwd } = host
  const stored = await readStoredTokens(appFolders({ env, homeDir, platform }).config)
  const choice = chooseService(env, stored, serving.sandbox)
  await using connection = await openConnection(host, choice, true)
  const workspaceFor = (roots: readonly string[]): Workspace =>
    chooseWorkspace({ out: serving.out, env, roots, cwd, homeDir, platform })
  const { limits, allowPublish } = serving
  await using studio = openStudio(host, { connection, limits, allowPublish, usualWorkspace: () => workspaceFor([]) })
  // Clients show or keep what a server writes there.
  host.stderr.write(
    `fluxkit-server ${version}: ${connection.isSandbox ? sandboxNotice : `serving ${connection.service}`}\n`,
  )
  await serveStdio(host, {
    studio,
    workspaceFor,
    alsoReadable: serving.allowRead,
    withPreviews: serving.previews,
    sealKey: randomBytes(32),
  })
}

const sandboxNotice = 'no token is set, so this is the sandbox: images are drawn on this machine and cost nothing.'
