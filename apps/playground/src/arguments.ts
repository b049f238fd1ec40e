import { parseArgs } from 'node:util'

export const usage = `Usage: npm run playground [-- --port NUMBER]

Starts the Discord bot between simulators of Discord and of the Flux API, and serves a page to try it.

  --port NUMBER   where the page is served on this machine; 0 takes a free port (default 4180)
  --help          this text
`

export interface Settings {
  readonly port: number
  readonly help: boolean
}

/** @returns what is wrong, as a sentence, when they make no sense */
export function parseArguments(args: readonly string[]): Settings | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { port: { type: 'string', default: '4180' }, help: { type: 'boolean', default: false } },
    })
    const port = Number(values.port)
    if (!/^\d+$/u.test(values.port) || port > 65_535) return `"${values.port}" is not a port: a number from 0 to 65535`
    return { port, help: values.help }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
