import { expect, test } from 'vitest'
import packageJson from '../package.json' with { type: 'json' }
import serverJson from '../server.json' with { type: 'json' }

// The registry of MCP servers checks the same when the package is published.

test('server.json names the package and its version', () => {
  const [npm] = serverJson.packages
  expect(npm).toMatchObject({ identifier: packageJson.name, version: packageJson.version })
  expect(serverJson.version).toBe(packageJson.version)
})

test('its name is that of the repository’s owner, and package.json has it, too', () => {
  const [, owner] = /github\.com\/([^/]+)\//.exec(serverJson.repository.url) ?? []
  expect(serverJson.name).toBe(`io.github.${owner}/fluxkit`)
  expect(packageJson.mcpName).toBe(serverJson.name)
})

test('its description is as short as the registry wants', () => {
  expect(serverJson.description.length).toBeLessThanOrEqual(100)
})
