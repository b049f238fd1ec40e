import type { Cli } from '../cli.ts'
import type { Connection } from '../client/connection.ts'

/** Said each time, so that nobody takes a sandbox image for a real one, or a real one for free. */
export function sandboxNotice({ errPaint: paint, launcher }: Cli, { isFallback }: Connection): string {
  const what = `${paint.yellow('Sandbox')}: the image is drawn on this machine, nothing is sent, nothing is charged.`
  if (!isFallback) return what
  return `${what}\n${paint.dim(`For the real service run \`${launcher} login\`, or set ACEDATACLOUD_API_TOKEN.`)}`
}
