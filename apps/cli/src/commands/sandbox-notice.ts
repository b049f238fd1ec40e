import type { Cli } from '../cli.ts'
import type { Connection } from '../client/connection.ts'

/** Said each time, so that nobody takes a sandbox image for a real one, or a real one for free. */
export function sandboxNotice({ errPaint: paint, launcher, texts: { t } }: Cli, { isFallback }: Connection): string {
  const what = t('sandbox.notice', { label: paint.yellow(t('sandbox.label')) })
  if (!isFallback) return what
  return `${what}\n${paint.dim(t('sandbox.real', { command: `${launcher} login` }))}`
}
