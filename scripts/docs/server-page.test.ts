import { expect, test } from 'vitest'
import { serverPage } from './server-page.mjs'

test('the page of the server has its command line, and each argument of a tool with type and meaning', () => {
  const inputSchema = {
    properties: {
      prompt: { type: 'string', description: 'What to\n draw | paint.' },
      size: { anyOf: [{ enum: ['1:1', '3:4'] }, { type: 'number' }], description: 'The size.' },
    },
    required: ['prompt'],
  }
  const { page, complaints } = serverPage('fluxkit-server mcp\n', [
    { name: 'flux_generate', description: 'Makes images.', inputSchema },
    { name: 'flux_models', description: 'Lists models.', inputSchema: {} },
  ])
  expect(page).toContain('```text\nfluxkit-server mcp\n```')
  expect(page).toContain('## flux_generate\n\nMakes images.\n')
  expect(page).toContain('| `prompt` | string | yes | What to draw \\| paint. |')
  expect(page).toContain('| `size` | `1:1`, `3:4` or number | no | The size. |')
  expect(page).toContain('## flux_models\n\nLists models.\n\nIt takes no arguments.\n')
  expect(complaints).toEqual([])
})

test('a tool or an argument without a description is reported, and so is a server without tools', () => {
  const tool = { name: 'flux_wait', inputSchema: { properties: { jobId: { type: 'string' } } } }
  expect(serverPage('', [tool]).complaints).toEqual([
    'flux_wait of @fluxkit/server has no description',
    'flux_wait of @fluxkit/server: jobId has no description',
  ])
  expect(serverPage('', []).complaints).toEqual(['@fluxkit/server lists no tools'])
})
