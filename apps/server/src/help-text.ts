import { clientIds } from './install/clients.ts'
import { defaultPort } from './settings/default-port.ts'
import type { ServerTranslate } from './language/translator.ts'

export function helpText(t: ServerTranslate): string {
  const commands = table([
    ['fluxkit-server mcp', t('help.mcp')],
    ['fluxkit-server http', t('help.http')],
    ['fluxkit-server install CLIENT [--write]', t('help.install', { clients: clientIds.join(', ') })],
  ])
  const serving = table([
    ['--out FOLDER', t('help.out')],
    ['--allow-read FOLDER', t('help.allowRead')],
    ['--allow-publish', t('help.allowPublish')],
    ['--session-images N', t('help.sessionImages')],
    ['--session-credits N', t('help.sessionCredits')],
    ['--day-images N', t('help.dayImages')],
    ['--day-credits N', t('help.dayCredits')],
    ['--no-previews', t('help.noPreviews')],
    ['--sandbox', t('help.sandbox')],
  ])
  const http = table([
    ['--host ADDRESS', t('help.host')],
    ['--port N', t('help.port', { port: String(defaultPort) })],
    ['--allow-host NAME', t('help.allowHost')],
    ['--allow-origin NAME', t('help.allowOrigin')],
  ])
  return `${t('help.title')}

${commands}
${t('help.serving')}
${serving}
${t('help.httpOptions')}
${http}
  ${t('help.serverToken')}

${t('help.token')}
`
}

function table(rows: readonly (readonly [term: string, meaning: string])[]): string {
  const width = Math.max(...rows.map(([term]) => term.length))
  return rows.map(([term, meaning]) => `  ${term.padEnd(width)}  ${meaning}\n`).join('')
}
