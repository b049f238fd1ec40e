import type { EditorServer } from '../host/editor-server.ts'
import { killProcess } from '../host/processes.ts'
import { until } from '../host/until.ts'

/** Hosts of extensions that were started since. */
export function startedSince(server: EditorServer, earlier: readonly number[]): number[] {
  return server.extensionHosts().filter((pid) => !earlier.includes(pid))
}

/** Until no host of these is there any more: what happens from then on is the work of others. */
export async function untilGone(server: EditorServer, hosts: readonly number[]): Promise<void> {
  await until('the end of the hosts of extensions', () => {
    const running = server.extensionHosts()
    return hosts.some((pid) => running.includes(pid)) ? undefined : true
  })
}

/** The server keeps the hosts of windows that are gone for hours, and they continue with jobs. */
export async function killHosts(server: EditorServer, hosts: readonly number[]): Promise<void> {
  hosts.forEach(killProcess)
  await untilGone(server, hosts)
}
