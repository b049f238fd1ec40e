import { describe, expect, test } from 'vitest'
import { tomlTable, withJsonEntry, withTomlEntry } from './edit-config.ts'

const entry = { command: 'npx', args: ['-y', '@fluxkit/server', 'mcp'] }
const place = ['mcpServers', 'fluxkit']

describe('a JSON configuration', () => {
  test.each(['', ' \n', '{}', '{"mcpServers":{}}'])('of %j has the entry afterwards', (text) => {
    expect(JSON.parse(withJsonEntry(text, place, entry))).toEqual({ mcpServers: { fluxkit: entry } })
  })

  test('keeps its comments, other servers and order', () => {
    const text = `{
  // my servers
  "theme": "dark",
  "mcpServers": {
    "other": { "command": "x" }, /* keep */
  },
}
`
    const edited = withJsonEntry(text, place, entry)
    expect(edited).toContain('// my servers\n  "theme": "dark",')
    expect(edited).toContain('"other": {')
    expect(edited).toContain('/* keep */')
    expect(edited).toContain('"fluxkit": {\n      "command": "npx",')
  })

  test('has its earlier entry replaced, and the same one changes nothing', () => {
    const once = withJsonEntry('{"mcpServers":{"fluxkit":{"command":"old"}}}', place, entry)
    expect(JSON.parse(once)).toEqual({ mcpServers: { fluxkit: entry } })
    expect(withJsonEntry(once, place, entry)).toBe(once)
  })

  test.each(['{"mcpServers":', '[]', 'nonsense', '{"mcpServers":[]}', '{"mcpServers":"x"}', 'null'])(
    'of %j is left alone',
    (text) => {
      expect(() => withJsonEntry(text, place, entry)).toThrow('It isn’t valid JSON of the expected form.')
    },
  )
})

describe('a TOML configuration', () => {
  const at = ['mcp_servers', 'fluxkit']
  const table = '[mcp_servers.fluxkit]\ncommand = "npx"\nargs = ["-y","@fluxkit/server","mcp"]\n'

  test('gets a table at its end', () => {
    expect(tomlTable(at, entry)).toBe(table)
    expect(withTomlEntry('', at, entry)).toBe(table)
    expect(withTomlEntry('model = "x"', at, entry)).toBe(`model = "x"\n\n${table}`)
    expect(withTomlEntry('model = "x"\n', at, entry)).toBe(`model = "x"\n\n${table}`)
  })

  test('that has it already stays as it is', () => {
    const once = withTomlEntry('model = "x"\n', at, entry)
    expect(withTomlEntry(once, at, entry)).toBe(once)
  })

  test.each([
    '[mcp_servers.fluxkit]\ncommand = "old"\n',
    '[ mcp_servers . fluxkit ]\n',
    '[mcp_servers.fluxkit.env]\nA = "b"\n',
  ])('with another entry, %j, is left to the user', (text) => {
    expect(() => withTomlEntry(text, at, entry)).toThrow('It has an entry [mcp_servers.fluxkit] already.')
  })

  test('with a server of a similar name is fine', () => {
    expect(withTomlEntry('[mcp_servers.fluxkit2]\n', at, entry)).toBe(`[mcp_servers.fluxkit2]\n\n${table}`)
  })
})
